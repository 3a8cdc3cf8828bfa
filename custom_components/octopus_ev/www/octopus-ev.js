var Dt=Object.defineProperty;var Pt=Object.getOwnPropertyDescriptor;var f=(n,e,t,r)=>{for(var s=r>1?void 0:r?Pt(e,t):e,i=n.length-1,o;i>=0;i--)(o=n[i])&&(s=(r?o(e,t,s):o(s))||s);return r&&s&&Dt(e,t,s),s};/**
 * @license
 * Copyright 2019 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var q=globalThis,B=q.ShadowRoot&&(q.ShadyCSS===void 0||q.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,de=Symbol(),Fe=new WeakMap,R=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==de)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(B&&e===void 0){let r=t!==void 0&&t.length===1;r&&(e=Fe.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),r&&Fe.set(t,e))}return e}toString(){return this.cssText}},Me=n=>new R(typeof n=="string"?n:n+"",void 0,de),C=(n,...e)=>{let t=n.length===1?n[0]:e.reduce((r,s,i)=>r+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+n[i+1],n[0]);return new R(t,n,de)},Ue=(n,e)=>{if(B)n.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let r=document.createElement("style"),s=q.litNonce;s!==void 0&&r.setAttribute("nonce",s),r.textContent=t.cssText,n.appendChild(r)}},ce=B?n=>n:n=>n instanceof CSSStyleSheet?(e=>{let t="";for(let r of e.cssRules)t+=r.cssText;return Me(t)})(n):n;/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var{is:Rt,defineProperty:Ot,getOwnPropertyDescriptor:Ft,getOwnPropertyNames:Mt,getOwnPropertySymbols:Ut,getPrototypeOf:Nt}=Object,V=globalThis,Ne=V.trustedTypes,It=Ne?Ne.emptyScript:"",Ht=V.reactiveElementPolyfillSupport,O=(n,e)=>n,F={toAttribute(n,e){switch(e){case Boolean:n=n?It:null;break;case Object:case Array:n=n==null?n:JSON.stringify(n)}return n},fromAttribute(n,e){let t=n;switch(e){case Boolean:t=n!==null;break;case Number:t=n===null?null:Number(n);break;case Object:case Array:try{t=JSON.parse(n)}catch{t=null}}return t}},W=(n,e)=>!Rt(n,e),Ie={attribute:!0,type:String,converter:F,reflect:!1,useDefault:!1,hasChanged:W};Symbol.metadata??=Symbol("metadata"),V.litPropertyMetadata??=new WeakMap;var b=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=Ie){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let r=Symbol(),s=this.getPropertyDescriptor(e,r,t);s!==void 0&&Ot(this.prototype,e,s)}}static getPropertyDescriptor(e,t,r){let{get:s,set:i}=Ft(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:s,set(o){let a=s?.call(this);i?.call(this,o),this.requestUpdate(e,a,r)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??Ie}static _$Ei(){if(this.hasOwnProperty(O("elementProperties")))return;let e=Nt(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(O("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(O("properties"))){let t=this.properties,r=[...Mt(t),...Ut(t)];for(let s of r)this.createProperty(s,t[s])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[r,s]of t)this.elementProperties.set(r,s)}this._$Eh=new Map;for(let[t,r]of this.elementProperties){let s=this._$Eu(t,r);s!==void 0&&this._$Eh.set(s,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let r=new Set(e.flat(1/0).reverse());for(let s of r)t.unshift(ce(s))}else e!==void 0&&t.push(ce(e));return t}static _$Eu(e,t){let r=t.attribute;return r===!1?void 0:typeof r=="string"?r:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let r of t.keys())this.hasOwnProperty(r)&&(e.set(r,this[r]),delete this[r]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Ue(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,r){this._$AK(e,r)}_$ET(e,t){let r=this.constructor.elementProperties.get(e),s=this.constructor._$Eu(e,r);if(s!==void 0&&r.reflect===!0){let i=(r.converter?.toAttribute!==void 0?r.converter:F).toAttribute(t,r.type);this._$Em=e,i==null?this.removeAttribute(s):this.setAttribute(s,i),this._$Em=null}}_$AK(e,t){let r=this.constructor,s=r._$Eh.get(e);if(s!==void 0&&this._$Em!==s){let i=r.getPropertyOptions(s),o=typeof i.converter=="function"?{fromAttribute:i.converter}:i.converter?.fromAttribute!==void 0?i.converter:F;this._$Em=s;let a=o.fromAttribute(t,i.type);this[s]=a??this._$Ej?.get(s)??a,this._$Em=null}}requestUpdate(e,t,r,s=!1,i){if(e!==void 0){let o=this.constructor;if(s===!1&&(i=this[e]),r??=o.getPropertyOptions(e),!((r.hasChanged??W)(i,t)||r.useDefault&&r.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,r))))return;this.C(e,t,r)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:r,reflect:s,wrapped:i},o){r&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),i!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||r||(t=void 0),this._$AL.set(e,t)),s===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,i]of this._$Ep)this[s]=i;this._$Ep=void 0}let r=this.constructor.elementProperties;if(r.size>0)for(let[s,i]of r){let{wrapped:o}=i,a=this[s];o!==!0||this._$AL.has(s)||a===void 0||this.C(s,void 0,i,a)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(r=>r.hostUpdate?.()),this.update(t)):this._$EM()}catch(r){throw e=!1,this._$EM(),r}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};b.elementStyles=[],b.shadowRootOptions={mode:"open"},b[O("elementProperties")]=new Map,b[O("finalized")]=new Map,Ht?.({ReactiveElement:b}),(V.reactiveElementVersions??=[]).push("2.1.2");/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var ye=globalThis,He=n=>n,Z=ye.trustedTypes,Le=Z?Z.createPolicy("lit-html",{createHTML:n=>n}):void 0,Ve="$lit$",$=`lit$${Math.random().toFixed(9).slice(2)}$`,We="?"+$,Lt=`<${We}>`,T=document,U=()=>T.createComment(""),N=n=>n===null||typeof n!="object"&&typeof n!="function",ve=Array.isArray,zt=n=>ve(n)||typeof n?.[Symbol.iterator]=="function",pe=`[ 	
\f\r]`,M=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ze=/-->/g,je=/>/g,S=RegExp(`>|${pe}(?:([^\\s"'>=/]+)(${pe}*=${pe}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Ke=/'/g,qe=/"/g,Ze=/^(?:script|style|textarea|title)$/i,_e=n=>(e,...t)=>({_$litType$:n,strings:e,values:t}),c=_e(1),kr=_e(2),Tr=_e(3),A=Symbol.for("lit-noChange"),p=Symbol.for("lit-nothing"),Be=new WeakMap,k=T.createTreeWalker(T,129);function Ye(n,e){if(!ve(n)||!n.hasOwnProperty("raw"))throw Error("invalid template strings array");return Le!==void 0?Le.createHTML(e):e}var jt=(n,e)=>{let t=n.length-1,r=[],s,i=e===2?"<svg>":e===3?"<math>":"",o=M;for(let a=0;a<t;a++){let l=n[a],d,m,u=-1,h=0;for(;h<l.length&&(o.lastIndex=h,m=o.exec(l),m!==null);)h=o.lastIndex,o===M?m[1]==="!--"?o=ze:m[1]!==void 0?o=je:m[2]!==void 0?(Ze.test(m[2])&&(s=RegExp("</"+m[2],"g")),o=S):m[3]!==void 0&&(o=S):o===S?m[0]===">"?(o=s??M,u=-1):m[1]===void 0?u=-2:(u=o.lastIndex-m[2].length,d=m[1],o=m[3]===void 0?S:m[3]==='"'?qe:Ke):o===qe||o===Ke?o=S:o===ze||o===je?o=M:(o=S,s=void 0);let g=o===S&&n[a+1].startsWith("/>")?" ":"";i+=o===M?l+Lt:u>=0?(r.push(d),l.slice(0,u)+Ve+l.slice(u)+$+g):l+$+(u===-2?a:g)}return[Ye(n,i+(n[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),r]},I=class n{constructor({strings:e,_$litType$:t},r){let s;this.parts=[];let i=0,o=0,a=e.length-1,l=this.parts,[d,m]=jt(e,t);if(this.el=n.createElement(d,r),k.currentNode=this.el.content,t===2||t===3){let u=this.el.content.firstChild;u.replaceWith(...u.childNodes)}for(;(s=k.nextNode())!==null&&l.length<a;){if(s.nodeType===1){if(s.hasAttributes())for(let u of s.getAttributeNames())if(u.endsWith(Ve)){let h=m[o++],g=s.getAttribute(u).split($),E=/([.?@])?(.*)/.exec(h);l.push({type:1,index:i,name:E[2],strings:g,ctor:E[1]==="."?he:E[1]==="?"?me:E[1]==="@"?ge:P}),s.removeAttribute(u)}else u.startsWith($)&&(l.push({type:6,index:i}),s.removeAttribute(u));if(Ze.test(s.tagName)){let u=s.textContent.split($),h=u.length-1;if(h>0){s.textContent=Z?Z.emptyScript:"";for(let g=0;g<h;g++)s.append(u[g],U()),k.nextNode(),l.push({type:2,index:++i});s.append(u[h],U())}}}else if(s.nodeType===8)if(s.data===We)l.push({type:2,index:i});else{let u=-1;for(;(u=s.data.indexOf($,u+1))!==-1;)l.push({type:7,index:i}),u+=$.length-1}i++}}static createElement(e,t){let r=T.createElement("template");return r.innerHTML=e,r}};function D(n,e,t=n,r){if(e===A)return e;let s=r!==void 0?t._$Co?.[r]:t._$Cl,i=N(e)?void 0:e._$litDirective$;return s?.constructor!==i&&(s?._$AO?.(!1),i===void 0?s=void 0:(s=new i(n),s._$AT(n,t,r)),r!==void 0?(t._$Co??=[])[r]=s:t._$Cl=s),s!==void 0&&(e=D(n,s._$AS(n,e.values),s,r)),e}var ue=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:r}=this._$AD,s=(e?.creationScope??T).importNode(t,!0);k.currentNode=s;let i=k.nextNode(),o=0,a=0,l=r[0];for(;l!==void 0;){if(o===l.index){let d;l.type===2?d=new H(i,i.nextSibling,this,e):l.type===1?d=new l.ctor(i,l.name,l.strings,this,e):l.type===6&&(d=new fe(i,this,e)),this._$AV.push(d),l=r[++a]}o!==l?.index&&(i=k.nextNode(),o++)}return k.currentNode=T,s}p(e){let t=0;for(let r of this._$AV)r!==void 0&&(r.strings!==void 0?(r._$AI(e,r,t),t+=r.strings.length-2):r._$AI(e[t])),t++}},H=class n{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,r,s){this.type=2,this._$AH=p,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=r,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=D(this,e,t),N(e)?e===p||e==null||e===""?(this._$AH!==p&&this._$AR(),this._$AH=p):e!==this._$AH&&e!==A&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):zt(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==p&&N(this._$AH)?this._$AA.nextSibling.data=e:this.T(T.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:r}=e,s=typeof r=="number"?this._$AC(e):(r.el===void 0&&(r.el=I.createElement(Ye(r.h,r.h[0]),this.options)),r);if(this._$AH?._$AD===s)this._$AH.p(t);else{let i=new ue(s,this),o=i.u(this.options);i.p(t),this.T(o),this._$AH=i}}_$AC(e){let t=Be.get(e.strings);return t===void 0&&Be.set(e.strings,t=new I(e)),t}k(e){ve(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,r,s=0;for(let i of e)s===t.length?t.push(r=new n(this.O(U()),this.O(U()),this,this.options)):r=t[s],r._$AI(i),s++;s<t.length&&(this._$AR(r&&r._$AB.nextSibling,s),t.length=s)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let r=He(e).nextSibling;He(e).remove(),e=r}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},P=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,r,s,i){this.type=1,this._$AH=p,this._$AN=void 0,this.element=e,this.name=t,this._$AM=s,this.options=i,r.length>2||r[0]!==""||r[1]!==""?(this._$AH=Array(r.length-1).fill(new String),this.strings=r):this._$AH=p}_$AI(e,t=this,r,s){let i=this.strings,o=!1;if(i===void 0)e=D(this,e,t,0),o=!N(e)||e!==this._$AH&&e!==A,o&&(this._$AH=e);else{let a=e,l,d;for(e=i[0],l=0;l<i.length-1;l++)d=D(this,a[r+l],t,l),d===A&&(d=this._$AH[l]),o||=!N(d)||d!==this._$AH[l],d===p?e=p:e!==p&&(e+=(d??"")+i[l+1]),this._$AH[l]=d}o&&!s&&this.j(e)}j(e){e===p?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},he=class extends P{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===p?void 0:e}},me=class extends P{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==p)}},ge=class extends P{constructor(e,t,r,s,i){super(e,t,r,s,i),this.type=5}_$AI(e,t=this){if((e=D(this,e,t,0)??p)===A)return;let r=this._$AH,s=e===p&&r!==p||e.capture!==r.capture||e.once!==r.once||e.passive!==r.passive,i=e!==p&&(r===p||s);s&&this.element.removeEventListener(this.name,this,r),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},fe=class{constructor(e,t,r){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=r}get _$AU(){return this._$AM._$AU}_$AI(e){D(this,e)}};var Kt=ye.litHtmlPolyfillSupport;Kt?.(I,H),(ye.litHtmlVersions??=[]).push("3.3.3");var Ge=(n,e,t)=>{let r=t?.renderBefore??e,s=r._$litPart$;if(s===void 0){let i=t?.renderBefore??null;r._$litPart$=s=new H(e.insertBefore(U(),i),i,void 0,t??{})}return s._$AI(n),s};/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var be=globalThis,x=class extends b{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Ge(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return A}};x._$litElement$=!0,x.finalized=!0,be.litElementHydrateSupport?.({LitElement:x});var qt=be.litElementPolyfillSupport;qt?.({LitElement:x});(be.litElementVersions??=[]).push("4.2.2");/**
 * @license
 * Copyright 2022 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var Bt={attribute:!0,type:String,converter:F,reflect:!1,hasChanged:W},Vt=(n=Bt,e,t)=>{let{kind:r,metadata:s}=t,i=globalThis.litPropertyMetadata.get(s);if(i===void 0&&globalThis.litPropertyMetadata.set(s,i=new Map),r==="setter"&&((n=Object.create(n)).wrapped=!0),i.set(t.name,n),r==="accessor"){let{name:o}=t;return{set(a){let l=e.get.call(this);e.set.call(this,a),this.requestUpdate(o,l,n,!0,a)},init(a){return a!==void 0&&this.C(o,void 0,n,a),a}}}if(r==="setter"){let{name:o}=t;return function(a){let l=this[o];e.call(this,a),this.requestUpdate(o,l,n,!0,a)}}throw Error("Unsupported decorator location: "+r)};function Y(n){return(e,t)=>typeof t=="object"?Vt(n,e,t):((r,s,i)=>{let o=s.hasOwnProperty(i);return s.constructor.createProperty(i,r),o?Object.getOwnPropertyDescriptor(s,i):void 0})(n,e,t)}/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */function v(n){return Y({...n,state:!0,attribute:!1})}/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2021 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var xe=n=>new Date(`${n}T00:00:00Z`),$e=n=>n.toISOString().slice(0,10),J=class{constructor(e,t=1){this.firstWeekday=t;this.days=new Map;this.clock=new Intl.DateTimeFormat("sv-SE",{dateStyle:"short",timeStyle:"medium",...e===void 0?{}:{timeZone:e}})}day(e){let t=this.days.get(e);return t===void 0&&(t=this.clock.format(new Date(e)).slice(0,10),this.days.set(e,t)),t}first(e,t){switch(t){case"day":return e;case"week":{let r=xe(e);return L(e,-((r.getUTCDay()-this.firstWeekday+7)%7))}case"month":return`${e.slice(0,7)}-01`;case"year":return`${e.slice(0,4)}-01-01`}}periods(e,t,r){let s=[];for(let i=this.first(e,r);i<=t;i=Wt(i,r))s.push(i);return s}field(e){return this.clock.format(new Date(e)).slice(0,16).replace(" ","T")}instant(e){let t=Date.parse(`${e}:00Z`),r=t-this.offset(t-864e5/2);return this.offset(r)!==t-r&&(r=t-this.offset(r)),new Date(r).toISOString()}offset(e){return Date.parse(`${this.clock.format(new Date(e)).replace(" ","T")}Z`)-e}};function L(n,e){return $e(new Date(xe(n).getTime()+e*864e5))}function Wt(n,e){let t=xe(n);switch(e){case"day":return L(n,1);case"week":return L(n,7);case"month":return t.setUTCMonth(t.getUTCMonth()+1),$e(t);case"year":return t.setUTCFullYear(t.getUTCFullYear()+1),$e(t)}}var Zt="component.octopus_ev.common.";function Q(n){return(e,t)=>n(Zt+e,t)}function Je(n){return n("card_failed")!==""}async function Qe(n){await n.loadBackendTranslation("common","octopus_ev")}var Yt={name:"device_id",selector:{device:{integration:"octopus_ev"}}},Gt={name:"title",selector:{text:{}}};function X(...n){return{schema:[Yt,Gt,...n],computeLabel:(e,t)=>Q(t)(`card_config_${e.name}`)||void 0}}var Xe="octopus_ev/subscribe",et="octopus_ev/sessions",tt="octopus_ev/session",z="octopus_ev/amend",we="octopus_ev/edit",ee="octopus_ev/merge";var Jt=5e3,Ce=class{constructor(e){this.connection=e;this.listeners=new Set;this.current={kind:"loading"};this.turn=0;this.begin=()=>{this.end();let e=this.turn;this.connection.subscribeMessage(t=>{e===this.turn&&this.hear(t)},{type:Xe},{resubscribe:!1}).then(t=>{e===this.turn?this.leave=t:t().catch(()=>{})},()=>{e===this.turn&&(this.tell({kind:"failed"},null),this.retry=setTimeout(this.begin,Jt))})}}get state(){return this.current}listen(e){return this.listeners.add(e),this.listeners.size===1&&(this.connection.addEventListener("ready",this.begin),this.begin()),e(this.current,null),()=>{this.listeners.delete(e)&&!this.listeners.size&&(this.connection.removeEventListener("ready",this.begin),this.end())}}end(){this.turn+=1,clearTimeout(this.retry),this.leave?.().catch(()=>{}),this.leave=void 0}hear(e){if(e.kind==="snapshot")this.tell({kind:"ready",points:e.points},null);else if(this.current.kind==="ready"){let t=this.current.points.map(r=>({...r,...e.points[r.key]}));this.tell({kind:"ready",points:t},e)}}tell(e,t){this.current=e;for(let r of[...this.listeners])r(e,t)}},rt=new WeakMap;function nt(n){let e=rt.get(n);return e||(e=new Ce(n),rt.set(n,e)),e}function te(n,e){return e===void 0?n[0]:n.find(t=>t.device_id===e)}var Qt=["sunday","monday","tuesday","wednesday","thursday","friday","saturday"];function Xt(n){switch(n.number_format){case"comma_decimal":return"en-US";case"decimal_comma":return"de";case"space_comma":return"fr";case"quote_decimal":return"de-CH";case"system":return;default:return n.language}}var j=class n{constructor(e,t){this.locale=e;this.cache=new Map;this.timeZone=e.time_zone==="local"?void 0:t;let r=Qt.indexOf(e.first_weekday??"");this.firstWeekday=r<0?1:r}static of(e){return new n(e.locale,e.config.time_zone)}static key({locale:e,config:t}){return[e.language,e.number_format,e.time_format,e.time_zone,e.first_weekday,t.time_zone].join()}number(e,t){return this.numbers(`n${t}`,{minimumFractionDigits:t,maximumFractionDigits:t,useGrouping:this.locale.number_format!=="none"}).format(e)}energy(e){return`${this.number(e,e<100?2:1)} kWh`}power(e){return`${this.number(e,1)} kW`}percent(e){return this.numbers("%",{style:"percent",maximumFractionDigits:0}).format(e)}money(e,t){return this.numbers(`m${t}`,{style:"currency",currency:t,currencyDisplay:"narrowSymbol"}).format(Math.abs(e)<.005?0:e)}rate(e,t){return t==="GBP"?`${this.number(e*100,2)}p/kWh`:`${this.money(e,t)}/kWh`}time(e){return this.dates("t",{hour:"2-digit",minute:"2-digit",...this.hours()}).format(new Date(e))}day(e){return this.dates("d",{weekday:"short",day:"numeric",month:"short"}).format(new Date(e))}localDay(e){return this.dates("ld",{day:"numeric",month:"short",timeZone:"UTC"}).format(new Date(e))}localMonth(e){return this.dates("lm",{month:"short",year:"numeric",timeZone:"UTC"}).format(new Date(e))}span(e,t){let s=Date.parse(t)-Date.parse(e)>=864e5?`${this.day(t)}, ${this.time(t)}`:this.time(t);return`${this.day(e)}, ${this.time(e)} – ${s}`}duration(e){let t=Math.floor(e/60);return[...t?[this.unit(t,"hour")]:[],...e%60||!t?[this.unit(e%60,"minute")]:[]].join(" ")}unit(e,t){return this.numbers(t,{style:"unit",unit:t,unitDisplay:"short"}).format(e)}hours(){let{time_format:e}=this.locale;return e==="12"||e==="24"?{hourCycle:e==="12"?"h12":"h23"}:{}}numbers(e,t){return this.kept(e,()=>new Intl.NumberFormat(Xt(this.locale),t))}dates(e,t){return this.kept(e,()=>new Intl.DateTimeFormat(this.locale.language,{...this.timeZone===void 0?{}:{timeZone:this.timeZone},...t}))}kept(e,t){let r=this.cache.get(e);if(r)return r;let s=t();return this.cache.set(e,s),s}};var st=C`
  :host {
    display: block;
    height: 100%;
  }
  ha-card {
    height: 100%;
    box-sizing: border-box;
    padding: 16px;
    display: flex;
    flex-direction: column;
    gap: 12px;
    color: var(--primary-text-color);
    container-type: inline-size;
  }
  h2 {
    margin: 0;
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
    line-height: 1.4;
  }
  p {
    margin: 0;
  }
  .head {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .head h2 {
    flex: 1;
    min-width: 0;
  }
  .head ha-icon {
    color: var(--state-icon-color);
  }
  .chip {
    border: 1px solid var(--divider-color);
    border-radius: 999px;
    padding: 2px 10px;
    font-size: var(--ha-font-size-s, 12px);
    white-space: nowrap;
  }
  .quiet {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-m, 14px);
  }
  .message {
    padding: 16px 0;
    text-align: center;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--ha-font-size-m, 14px);
    font-variant-numeric: tabular-nums;
  }
  th {
    font-weight: var(--ha-font-weight-medium, 500);
    color: var(--secondary-text-color);
    text-align: end;
  }
  td {
    text-align: end;
  }
  th:first-child,
  td:first-child {
    text-align: start;
  }
  th,
  td {
    padding: 6px 4px;
    border-bottom: 1px solid var(--divider-color);
  }
  .swatch {
    display: inline-block;
    width: 10px;
    height: 10px;
    border-radius: 2px;
    margin-inline-end: 6px;
  }
  .scroll {
    overflow-x: auto;
  }
  summary {
    cursor: pointer;
    padding: 8px 0;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  :focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
    border-radius: 4px;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;var er=3e4,y=class extends x{constructor(){super(...arguments);this.feed={kind:"loading"};this.now=Date.now();this.key=""}static{this.styles=[st]}setConfig(t){this.config=t}set hass(t){let r=this.home;this.home=t;let s=j.key(t);s!==this.key&&(this.key=s,this.format=j.of(t),Qe(t)),r?.localize!==t.localize&&(this.t=Q(t.localize)),r?.connection!==t.connection&&this.follow()}getCardSize(){return 4}connectedCallback(){super.connectedCallback(),this.follow(),this.clock=setInterval(()=>this.now=Date.now(),er)}disconnectedCallback(){super.disconnectedCallback(),this.leave?.(),this.leave=void 0,clearInterval(this.clock)}render(){let{config:t,t:r,format:s,feed:i}=this;if(!t)return p;if(!r||!s||!Je(r)||i.kind==="loading")return this.message("",!0);if(i.kind==="failed")return this.message(r("card_failed"));let o=te(i.points,t.device_id);return o?this.show(o,r,s):this.message(r(i.points.length?"card_point_gone":"card_no_points"))}message(t,r=!1){return c`<ha-card aria-busy=${r?"true":"false"}>
      <p class="message quiet" role="status">${t}</p>
    </ha-card>`}follow(){this.leave?.(),this.leave=void 0,!(!this.isConnected||!this.home)&&(this.leave=nt(this.home.connection).listen((t,r)=>{this.feed=t,this.heard?.(t,r)}))}};f([v()],y.prototype,"config",2),f([v()],y.prototype,"feed",2),f([v()],y.prototype,"t",2),f([v()],y.prototype,"now",2),f([Y({attribute:!1,noAccessor:!0})],y.prototype,"hass",1);var it={off_peak:"var(--success-color)",below_mean:"var(--success-color)",standard:"var(--info-color)",above_mean:"var(--warning-color)",peak:"var(--error-color)"},ot=["off_peak","below_mean","standard","above_mean","peak","none"];function K(n){return it[n??"none"]??"var(--disabled-color)"}function re(n){return n!==null&&n in it?`card_band_${n}`:"card_band_none"}function at(n,e,t,r){let s=n.live_session,i=s??n.last_session;if(!i)return null;let o=s?n.live_slots:n.last_slots,a=Se(o,n.currency,e,t);return{live:s!==null,charging:n.charging,heading:t(s?n.charging?"card_charging_now":"card_charging_paused":"card_last_charge"),state:t(`card_state_${i.state}`),cost:i.cost===null?t("card_no_price"):e.money(i.cost,n.currency),energy:e.energy(i.energy_kwh),when:s?t("card_since",{time:`${e.day(s.start)}, ${e.time(s.start)}`}):`${e.span(i.start,i.end)} · ${e.duration(i.duration_min)}`,facts:s?nr(n,e,t,r):sr(i,n.currency,e,t),bars:rr(o),barsLabel:t("card_blocks_label",{from:e.time(i.start),to:e.time(i.end)}),rows:a,notes:ir(i,n,e,t)}}function tr(n,e){return n.find(t=>Date.parse(t.start)<=e&&e<Date.parse(t.end))}function ne(n,e,t){return n.imported!==null&&n.imported<1?t("card_importing",{share:e.percent(n.imported)}):n.newest_reading===null?t("card_no_readings"):t(n.sees_live?"card_no_sessions":"card_no_sessions_no_mini")}function Se(n,e,t,r){return n.map(s=>({time:t.time(s.start),energy:t.energy(s.energy_kwh),rate:s.unit_rate===null?"–":t.rate(s.unit_rate,e),cost:s.cost===null?"–":t.money(s.cost,e),colour:K(s.band),band:r(re(s.band))}))}function ke(n,e){return`${n.sources.map(r=>e(`card_source_${r}`)).join(", ")} · ${e(`card_confidence_${n.confidence}`)}`}function rr(n){let e=Math.max(...n.map(t=>t.energy_kwh),.001);return n.map(t=>({height:t.energy_kwh/e,colour:K(t.band)}))}function nr(n,e,t,r){let{power_kw:s,forecast:i,currency:o}=n,a=tr(n.rates,r);return lt(t,{power:s===null?null:e.power(s),rate_now:a?e.rate(a.unit_rate,o):null,finish:i?`${e.time(i.finish)} (${e.energy(i.energy_kwh)})`:null,finish_cost:i?.cost==null?null:e.money(i.cost,o)})}function sr(n,e,t,r){let{average_rate:s,cost:i,reference_cost:o}=n,a=i===null||o===null?null:o-i;return lt(r,{average_rate:s===null?null:t.rate(s,e),saving:a===null||a<.005?null:t.money(a,e),source:ke(n,r),type:n.type===null?null:r(`card_type_${n.type}`),vehicle:n.vehicle})}function lt(n,e){return Object.entries(e).flatMap(([t,r])=>r===null?[]:[{key:t,label:n(`card_${t}`),value:r}])}function ir(n,e,t,r){let{cost_low:s,cost_high:i,unpriced_kwh:o,note:a}=n,{currency:l,newest_reading:d,sees_live:m}=e,u=[];if(o>0&&n.cost!==null&&u.push(r("card_unpriced",{energy:t.energy(o)})),s!==null&&i!==null){let[h,g]=[t.money(s,l),t.money(i,l)];h!==g&&u.push(r("card_cost_between",{low:h,high:g}))}if(!m&&d!==null){let h=`${t.day(d)}, ${t.time(d)}`;u.push(r("card_readings_until",{time:h}))}return a!==null&&u.push(a),u}function se(n,e){return c`<div class="scroll">
    <table class="slots">
      <thead>
        <tr>
          <th scope="col">${e("card_column_time")}</th>
          <th scope="col">${e("card_column_energy")}</th>
          <th scope="col">${e("card_column_rate")}</th>
          <th scope="col">${e("card_column_cost")}</th>
        </tr>
      </thead>
      <tbody>
        ${n.map(t=>c`<tr>
              <td>
                <span class="swatch" style="background:${t.colour}"></span>${t.time}
                <span class="hidden">${t.band}</span>
              </td>
              <td>${t.energy}</td>
              <td>${t.rate}</td>
              <td>${t.cost}</td>
            </tr>`)}
      </tbody>
    </table>
  </div>`}var dt=C`
  .fields,
  form {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(140px, 1fr));
    gap: 8px 12px;
    align-items: end;
  }
  label:not(.pick) {
    display: flex;
    flex-direction: column;
    gap: 2px;
    min-width: 0;
  }
  label span {
    font-size: var(--ha-font-size-s, 12px);
    color: var(--secondary-text-color);
  }
  select,
  input:not([type="checkbox"]) {
    font: inherit;
    box-sizing: border-box;
    width: 100%;
    min-height: 36px;
    padding: 4px 8px;
    color: var(--primary-text-color);
    background: var(--card-background-color);
    border: 1px solid var(--outline-color, var(--secondary-text-color));
    border-radius: var(--ha-border-radius-md, 8px);
    color-scheme: inherit;
  }
  button {
    font: inherit;
    min-height: 36px;
    padding: 4px 12px;
    color: var(--primary-text-color);
    background: none;
    border: 1px solid var(--divider-color);
    border-radius: var(--ha-border-radius-pill, 999px);
    cursor: pointer;
  }
  button:disabled {
    color: var(--disabled-text-color);
    cursor: default;
  }
  button.main,
  button.undo {
    border-color: var(--primary-color);
  }
  button.row {
    display: flex;
    flex-wrap: wrap;
    align-content: center;
    gap: 0 8px;
    width: 100%;
    padding: 4px;
    border: none;
    border-radius: 4px;
    text-align: start;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin-top: 8px;
  }
  form .actions {
    grid-column: 1 / -1;
  }
  .pick {
    display: flex;
    align-items: center;
    gap: 4px;
    min-height: 36px;
  }
  .status {
    display: flex;
    align-items: center;
    gap: 12px;
  }
  .status:empty {
    display: none;
  }
  figure {
    margin: 0;
  }
  .chart {
    display: flex;
    align-items: flex-end;
    gap: 1px;
    height: 120px;
    border-bottom: 1px solid var(--divider-color);
  }
  .bar {
    flex: 1;
    height: 100%;
    min-width: 0;
    max-width: 48px;
    display: flex;
    flex-direction: column-reverse;
  }
  .bar:hover {
    background: var(--secondary-background-color);
  }
  .axis {
    display: flex;
    justify-content: space-between;
  }
  figcaption {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
    margin-top: 4px;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(96px, 1fr));
    gap: 8px 12px;
    margin: 0;
  }
  dt {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  dd {
    margin: 0;
  }
  tr.detail > td {
    text-align: start;
    padding-bottom: 16px;
  }
  @container (max-width: 400px) {
    .wide {
      display: none;
    }
  }
`;var ct=["start","end","energy_kwh","cost","average_rate","unpriced_kwh","reference_cost","type","vehicle","state","confidence","note"];function pt(n){let e=n.map(t=>ct.map(r=>or(t[r])));return[ct,...e].map(t=>`${t.join(",")}\r
`).join("")}function or(n){if(n===null)return"";let e=String(n),t=typeof n=="string"&&/^[=+\-@\t\r]/.test(e)?`'${e}`:e;return/[",\r\n]/.test(t)?`"${t.replaceAll('"','""')}"`:t}function ut(n,e){return{type:z,point:n.point,session:n.id,order:e}}function ht(n){return{type:ee,point:n[0]?.point??"",sessions:n.map(e=>e.id)}}function Te(n,e){return{energy:n.energy_kwh.toFixed(3),start:e.field(n.start),end:e.field(n.end),vehicle:n.vehicle??"",note:n.note??""}}function mt(n,e,t){let r=Te(n,t),s={};e.energy!==r.energy&&(s.energy_kwh=e.energy?Number(e.energy):null);for(let i of["start","end"])e[i]!==r[i]&&(s[i]=e[i]?t.instant(e[i]):null);for(let i of["vehicle","note"])e[i].trim()!==r[i]&&(s[i]=e[i].trim()||null);return Object.keys(s).length?{type:we,point:n.point,session:n.id,...s}:null}function ar(n,e,t){let r={point:n.point,session:t??e.id};if(n.type===z)return{type:z,...r,order:"restore"};if(n.type===ee)return{type:z,...r,order:"take_apart"};let s=a=>e.edited.includes(a),i={energy_kwh:s("energy")?e.energy_kwh:null,start:s("start")?e.start:null,end:s("end")?e.end:null,vehicle:e.vehicle,note:e.note},o=Object.fromEntries(Object.entries(i).filter(([a])=>a in n));return{type:we,...r,...o}}var lr={delete:"card_done_deleted",reject:"card_done_deleted",confirm:"card_done_confirmed"},ie=class{constructor(e,t){this.connection=e;this.changed=t;this.state={busy:!1,text:null,undo:null}}async order(e,t){return this.send(e,lr[String(e.order)]??(e.type===ee?"card_done_merged":"card_done_edited"),r=>ar(e,t,r))}async undo(){let{undo:e}=this.state;return e?this.send(e,"card_done_undone",()=>null):!1}async send(e,t,r){if(this.state.busy)return!1;this.tell({...this.state,busy:!0});try{let s=await this.connection.sendMessagePromise(e);return this.tell({busy:!1,text:t,undo:r(s.session)}),!0}catch(s){let i=s?.code==="not_saved"?"not_saved":"not_possible";return this.tell({busy:!1,text:`card_${i}`,undo:null}),!1}}tell(e){this.state=e,this.changed()}};var w="none";function oe(n,e,t){return n.range==="free"?[n.from||(t??e),n.to||e]:[n.range==="all"?t??e:L(e,1-Number(n.range)),e]}function gt(n,e,[t,r],s){return n.filter(i=>{let o=s.day(i.start);return t<=o&&o<=r&&(!e.vehicle||(i.vehicle??w)===e.vehicle)&&(!e.type||(i.type??w)===e.type)})}function ft(n){let e=0,t=0,r=0,s=!1;for(let i of n)e+=i.energy_kwh,t+=i.unpriced_kwh,i.cost!==null&&(r+=i.cost,s=!0);return{count:n.length,energy:e,cost:s?r:null,unpriced:t,rate:s&&e>t?r/(e-t):null}}function yt(n,e,[t,r],s){let i=new Map(s.periods(t,r,e.period).map(o=>[o,{day:o,parts:new Map,sum:0}]));for(let o of n){let a=i.get(s.first(s.day(o.start),e.period));if(a)for(let[l,d]of dr(o,e.measure,e.stack))a.parts.set(l,(a.parts.get(l)??0)+d),a.sum+=d}return[...i.values()]}function vt(n,e){let t=new Set(n.flatMap(r=>[...r.parts.keys()]));return e==="band"?ot.filter(r=>t.has(r)):[...t].sort()}function _t(n,e){return[...new Set(n.map(t=>t[e]??w))].sort()}function dr(n,e,t){if(t!=="band"){let r=e==="energy"?n.energy_kwh:n.cost??0;return[[n[t]??w,r]]}return e==="cost"?Object.entries(n.cost_by_band):[...Object.entries(n.energy_by_band),...n.unpriced_kwh>0?[[w,n.unpriced_kwh]]:[]]}var bt={range:"30",from:"",to:"",period:"day",measure:"energy",stack:"band",vehicle:"",type:""},cr={7:"day",30:"day",90:"week",365:"month",all:"month"},pr=120,$t=["--primary-color","--accent-color","--success-color","--warning-color","--info-color"];function Ae(n){let{range:e,period:t,measure:r,stack:s}={...bt,...n},i={...bt,range:e,period:t,measure:r,stack:s};return n.period?i:Ee(i,i.range)}function Ee(n,e){return{...n,range:e,period:cr[e]??n.period}}function xt(n,e,t,r,s,i,o,a){let l=oe(e,t,r),d=gt(n,e,l,i),m=ft(d);return{found:d,chart:hr(d,e,l,s,i,o,a),totals:ur(m,s,o),unpriced:m.unpriced>0?a("card_unpriced",{energy:o.energy(m.unpriced)}):null}}function wt(n,e,t){return{session:n,day:t.day(n.start),time:`${t.time(n.start)} – ${t.time(n.end)}`,energy:t.energy(n.energy_kwh),rate:n.average_rate===null?"–":t.rate(n.average_rate,e),cost:n.cost===null?"–":t.money(n.cost,e)}}function De(n,e,t){return e===w?t(`card_no_${n}`):n==="type"?t(`card_type_${e}`):e}function ur(n,e,t){let s=a=>a===null||!n.count?null:a/n.count,i=a=>a===null?"–":t.money(a,e),o=s(n.energy);return[{key:"count",value:t.number(n.count,0)},{key:"energy",value:t.energy(n.energy)},{key:"cost",value:i(n.cost)},{key:"average_rate",value:n.rate===null?"–":t.rate(n.rate,e)},{key:"energy_each",value:o===null?"–":t.energy(o)},{key:"cost_each",value:i(s(n.cost))}]}function hr(n,e,t,r,s,i,o){let a=yt(n,e,t,s).slice(-pr),l=vt(a,e.stack).map((h,g)=>({part:h,colour:vr(e.stack,h,g)})),d=Math.max(...a.map(h=>mr(h.parts)),0),m=h=>gr(h,e.measure,r,i),u=h=>fr(h,e.period,i);return{bars:a.map(h=>({title:`${u(h.day)}: ${m(h.sum)}`,segments:l.flatMap(({part:g,colour:E})=>{let Oe=h.parts.get(g)??0;return Oe>0?[{height:Oe/d,colour:E}]:[]})})),legend:l.map(({part:h,colour:g})=>({name:yr(e.stack,h,o),colour:g})),top:m(d),first:a.slice(0,1).map(h=>u(h.day)).join(""),last:a.slice(1).slice(-1).map(h=>u(h.day)).join(""),label:o(`card_chart_${e.measure}`,{from:i.localDay(t[0]),to:i.localDay(t[1])})}}function mr(n){return[...n.values()].reduce((e,t)=>e+Math.max(t,0),0)}function gr(n,e,t,r){return e==="energy"?r.energy(n):r.money(n,t)}function fr(n,e,t){switch(e){case"year":return n.slice(0,4);case"month":return t.localMonth(n);default:return t.localDay(n)}}function yr(n,e,t){return n==="band"?t(re(e)):De(n,e,t)}function vr(n,e,t){return n==="band"?K(e):e===w?"var(--disabled-color)":`var(${String($t[t%$t.length])})`}var ae=class{constructor(e,t){this.connection=e;this.changed=t;this.state="loading";this.byId=new Map;this.point="";this.since=1/0;this.turn=0}get sessions(){return this.ordered??=[...this.byId.values()].sort((e,t)=>e.start<t.start?1:-1),this.ordered}async want(e,t){e===this.point&&t>=this.since||await this.load(e,t)}async again(){this.point&&await this.load(this.point,this.since)}hear(e){for(let t of e.sessions)t.point===this.point&&Date.parse(t.start)>=this.since&&this.byId.set(t.id,t);for(let t of e.removed)this.byId.delete(t);this.tell()}async load(e,t){this.turn+=1;let r=this.turn;e!==this.point&&this.byId.clear(),this.point=e,this.since=t,this.state="loading",this.tell();let s=[],i=t>0?{start:new Date(t).toISOString()}:{};try{for(let o;o!==null;){let a=o===void 0?{}:{end:o},l=await this.connection.sendMessagePromise({type:et,point:e,...i,...a});if(r!==this.turn)return;s.push(...l.sessions),o=l.before}}catch{if(r!==this.turn)return;this.state="failed",this.tell();return}this.byId.clear();for(let o of s)this.byId.set(o.id,o);this.state="ready",this.tell()}tell(){this.ordered=void 0,this.changed()}};function Pe(n,e,t,r,s){return c`<label>
    <span>${r(`card_choose_${n}`)}</span>
    <select
      name=${n}
      .value=${e}
      @change=${i=>{s(i.target.value)}}
    >
      ${t.map(([i,o])=>c`<option value=${i} ?selected=${i===e}>${o}</option>`)}
    </select>
  </label>`}function Ct(n,e,t){return e.map(r=>[r,t(`card_${n}_${r}`)])}function St(n,e,t,r){let s=i=>c`<label>
      <span>${e(`card_choose_${i}`)}</span>
      <input
        type="date"
        name=${i}
        .value=${n[i]}
        @change=${o=>{r({[i]:o.target.value})}}
      />
    </label>`;return c`${Pe("range",n.range,Ct("range",["7","30","90","365","all","free"],e),e,i=>{t(i)})}${n.range==="free"?c`${s("from")}${s("to")}`:p}`}function kt(n,e,t,r){let s=o=>{let a=_t(e,o);if(a.length<2&&!n[o])return p;let l=a.map(d=>[d,De(o,d,t)]);return Pe(o,n[o],[["",t("card_all")],...l],t,d=>{r({[o]:d})})},i=(o,a)=>Pe(o,n[o],Ct(o,a,t),t,l=>{r({[o]:l})});return c`${i("measure",["energy","cost"])}${i("period",["day","week","month","year"])}
  ${i("stack",["band","type","vehicle"])}${s("vehicle")}${s("type")}`}function Tt({chart:n}){return c`<figure>
    <div class="top quiet" aria-hidden="true">${n.top}</div>
    <div class="chart" role="img" aria-label=${n.label}>
      ${n.bars.map(e=>c`<div class="bar" title=${e.title}>
            ${e.segments.map(t=>c`<span style="height:${t.height*100}%;background:${t.colour}"></span>`)}
          </div>`)}
    </div>
    <div class="axis quiet" aria-hidden="true"><span>${n.first}</span><span>${n.last}</span></div>
    <figcaption class="quiet">
      ${n.legend.map(e=>c`<span class="item"
            ><span class="swatch" style="background:${e.colour}"></span>${e.name}</span
          >`)}
    </figcaption>
  </figure>`}function At(n,e,t,r,s){let i=(o,a)=>c`<label>
      <span>${e(`card_edit_${o}`)}</span>
      <input
        name=${o}
        type=${a}
        step=${a==="number"?"0.001":p}
        min=${a==="number"?"0.001":p}
        max=${a==="number"?"1000":p}
        maxlength=${a==="text"?"500":p}
        .value=${n[o]}
        @input=${l=>{t({[o]:l.target.value})}}
      />
    </label>`;return c`<form
    @submit=${o=>{o.preventDefault(),r()}}
  >
    ${i("energy","number")}${i("start","datetime-local")}${i("end","datetime-local")}
    ${i("vehicle","text")}${i("note","text")}
    <div class="actions">
      <button type="submit" class="main">${e("card_save")}</button>
      <button type="button" @click=${s}>${e("card_cancel")}</button>
    </div>
  </form>`}var Re=25,_r=864e5,_=class extends y{constructor(){super(...arguments);this.choice=Ae({});this.shown=Re;this.open=null;this.detail=null;this.draft=null;this.picked=new Set}static{this.styles=[...y.styles,dt]}static{this.getConfigForm=()=>X({name:"range",selector:{select:{mode:"dropdown",options:["7","30","90","365","all"]}}},{name:"measure",selector:{select:{mode:"dropdown",options:["energy","cost"]}}},{name:"stack",selector:{select:{mode:"dropdown",options:["band","type","vehicle"]}}})}static{this.getStubConfig=()=>({})}setConfig(t){super.setConfig(t),this.choice=Ae(t)}getCardSize(){return 10}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}heard(t,r){r?this.pages?.hear(r):t.kind==="ready"&&this.pages?.again()}willUpdate(t){super.willUpdate(t);let{home:r,format:s,feed:i}=this;if(!r||!s||i.kind!=="ready")return;let o=()=>{this.requestUpdate()};this.pages??=new ae(r.connection,o),this.editor??=new ie(r.connection,o),this.calendar=new J(s.timeZone,s.firstWeekday);let a=te(i.points,this.config?.device_id);a&&this.pages.want(a.key,this.since(a,this.calendar))}show(t,r,s){let{pages:i,calendar:o,choice:a}=this;if(!i||!o)return this.message("",!0);let l=xt(i.sessions,a,this.today(o),this.oldest(t,o),t.currency,o,s,r);return c`<ha-card aria-busy=${i.state==="loading"?"true":"false"}>
      <div class="head">
        <ha-icon icon="mdi:history"></ha-icon>
        <h2>${this.config?.title??r("card_history")}</h2>
        <button
          type="button"
          ?disabled=${!l.found.length}
          @click=${()=>{this.save(l.found)}}
        >
          ${r("card_export")}
        </button>
      </div>
      <div class="fields">
        ${St(a,r,d=>{this.choose(Ee(this.choice,d))},d=>{this.choose(d)})}
      </div>
      <details>
        <summary>${r("card_view")}</summary>
        <div class="fields">
          ${kt(a,i.sessions,r,d=>{this.choose(d)})}
        </div>
      </details>
      ${this.status(r)} ${this.body(l,t,r,s)}
    </ha-card>`}body(t,r,s,i){let o=this.pages?.state;if(o==="failed")return c`<p class="message quiet" role="alert">${s("card_history_failed")}</p>
        <div class="actions">
          <button type="button" @click=${()=>{this.pages?.again()}}>${s("card_again")}</button>
        </div>`;if(!t.found.length){let a=r.last_session?s("card_none_in_range"):ne(r,i,s);return c`<p class="message quiet" role="status">
        ${o==="loading"?s("card_loading"):a}
      </p>`}return c`${Tt(t)}
      <dl>
        ${t.totals.map(a=>c`<div>
              <dt>${s(`card_${a.key}`)}</dt>
              <dd class=${a.key}>${a.value}</dd>
            </div>`)}
      </dl>
      ${t.unpriced?c`<p class="quiet">${t.unpriced}</p>`:p}
      ${this.list(t.found,r,s,i)}`}status(t){let r=this.editor?.state;return c`<div class="status" role="status">
      ${r?.text?c`<span>${t(r.text)}</span>`:p}
      ${r?.undo?c`<button
              type="button"
              class="undo"
              ?disabled=${r.busy}
              @click=${()=>{this.editor?.undo()}}
            >
              ${t("card_undo")}
            </button>`:p}
    </div>`}list(t,r,s,i){return c`<table>
        <caption class="hidden">
          ${s("card_history")}
        </caption>
        <thead>
          <tr>
            <th scope="col">${s("card_column_when")}</th>
            <th scope="col">${s("card_column_energy")}</th>
            <th scope="col" class="wide">${s("card_column_rate")}</th>
            <th scope="col">${s("card_column_cost")}</th>
          </tr>
        </thead>
        <tbody>
          ${t.slice(0,this.shown).map(o=>this.line(o,r,s,i))}
        </tbody>
      </table>
      <div class="actions">
        ${t.length>this.shown?c`<button type="button" @click=${()=>this.shown+=4*Re}>${s("card_more")}</button>`:p}
        ${this.picked.size>1?c`<button type="button" @click=${()=>{this.merge(t)}}>${s("card_merge")}</button>`:p}
      </div>`}line(t,r,s,i){let o=wt(t,r.currency,i),a=this.open===t.id;return c`<tr>
        <td>
          <button
            type="button"
            class="row"
            aria-expanded=${a?"true":"false"}
            @click=${()=>{this.toggle(t)}}
          >
            <span>${o.day}</span> <span class="quiet">${o.time}</span>
          </button>
        </td>
        <td>${o.energy}</td>
        <td class="wide">${o.rate}</td>
        <td>${o.cost}</td>
      </tr>
      ${a?c`<tr class="detail">
              <td colspan="4">${this.details(t,r,s,i)}</td>
            </tr>`:p}`}details(t,r,s,i){let o=this.detail?.session.id===t.id?this.detail.slots:[];return c`<p class="quiet">
        ${[s(`card_state_${t.state}`),ke(t,s),...t.type===null?[]:[s(`card_type_${t.type}`)],...t.vehicle===null?[]:[t.vehicle],...t.edited.length?[s("card_edited")]:[]].join(" · ")}
      </p>
      ${t.note===null?p:c`<p>${t.note}</p>`}
      ${se(Se(o,r.currency,i,s),s)}
      ${r.may_edit&&t.state!=="live"?this.orders(t,s):p}`}orders(t,r){let{draft:s,calendar:i,editor:o}=this;if(s&&i)return At(s,r,d=>this.draft={...s,...d},()=>{let d=mt(t,this.draft??s,i);this.draft=null,d&&this.order(d,t)},()=>this.draft=null);let a=o?.state.busy??!1,l=d=>c`<button
        type="button"
        class=${d}
        ?disabled=${a}
        @click=${()=>{this.order(ut(t,d),t)}}
      >
        ${r(`card_${d}`)}
      </button>`;return c`<div class="actions">
      <button
        type="button"
        class="edit"
        @click=${()=>this.draft=i?Te(t,i):null}
      >
        ${r("card_edit")}
      </button>
      ${l("confirm")}${l("delete")}${l("reject")}
      <label class="pick">
        <input
          type="checkbox"
          .checked=${this.picked.has(t.id)}
          @change=${()=>{this.pick(t.id)}}
        />
        <span>${r("card_pick")}</span>
      </label>
    </div>`}choose(t){this.choice={...this.choice,...t},this.shown=Re}async toggle(t){if(this.draft=null,this.open=this.open===t.id?null:t.id,this.open===null||!this.home)return;let r={type:tt,point:t.point,session:t.id};try{this.detail=await this.home.connection.sendMessagePromise(r)}catch{this.detail=null}}pick(t){let r=new Set(this.picked);r.delete(t)||r.add(t),this.picked=r}async order(t,r){await this.editor?.order(t,r)&&(this.open=null)}async merge(t){let r=t.filter(i=>this.picked.has(i.id));this.picked=new Set;let s=r[0];s&&r.length>1&&await this.order(ht(r),s)}save(t){let r=document.createElement("a");r.href=URL.createObjectURL(new Blob([pt(t)],{type:"text/csv"})),r.download="charging-sessions.csv",r.click(),URL.revokeObjectURL(r.href)}today(t){return t.day(new Date(this.now).toISOString())}oldest(t,r){return t.oldest_session===null?null:r.day(t.oldest_session)}since(t,r){let[s]=oe(this.choice,this.today(r),this.oldest(t,r));return Math.max(Date.parse(s)-_r,0)}};f([v()],_.prototype,"choice",2),f([v()],_.prototype,"shown",2),f([v()],_.prototype,"open",2),f([v()],_.prototype,"detail",2),f([v()],_.prototype,"draft",2),f([v()],_.prototype,"picked",2);var Et=C`
  .figures {
    display: flex;
    align-items: baseline;
    flex-wrap: wrap;
    gap: 4px 16px;
  }
  .cost {
    font-size: var(--ha-font-size-4xl, 36px);
    line-height: 1.1;
  }
  .energy {
    font-size: var(--ha-font-size-xl, 20px);
    color: var(--secondary-text-color);
  }
  .chip.live {
    border-color: var(--success-color);
  }
  .bars {
    display: flex;
    align-items: flex-end;
    gap: 2px;
    height: 48px;
  }
  .bars span {
    flex: 1;
    max-width: 40px;
    border-radius: 3px 3px 0 0;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(130px, 1fr));
    gap: 8px 16px;
    margin: 0;
  }
  dt {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  dd {
    margin: 0;
  }
  .charging {
    animation: breathe 2s ease-in-out infinite alternate;
  }
  @keyframes breathe {
    to {
      opacity: 0.5;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .charging {
      animation: none;
    }
  }
`;var le=class extends y{static{this.styles=[...y.styles,Et]}static{this.getConfigForm=()=>X()}static{this.getStubConfig=()=>({})}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}show(e,t,r){let s=at(e,r,t,this.now),i=this.config?.title;return s?c`<ha-card>
      ${this.head(i??s.heading,s)}
      <div class="figures" aria-live="polite">
        <span class="cost">${s.cost}</span>
        <span class="energy">${s.energy}</span>
      </div>
      <p class="quiet">${s.when}</p>
      ${this.bars(s)}
      <dl>
        ${s.facts.map(o=>c`<div class=${o.key}>
              <dt>${o.label}</dt>
              <dd>${o.value}</dd>
            </div>`)}
      </dl>
      ${s.notes.map(o=>c`<p class="quiet">${o}</p>`)}
      <details>
        <summary>${t("card_half_hours")}</summary>
        ${se(s.rows,t)}
      </details>
    </ha-card>`:c`<ha-card>
        ${this.head(i??t("card_last_charge"),null)}
        <p class="message quiet" role="status">${ne(e,r,t)}</p>
      </ha-card>`}head(e,t){let r=t?.charging?"mdi:ev-plug-type2":"mdi:ev-station";return c`<div class="head">
      <ha-icon class=${t?.charging?"charging":""} icon=${r}></ha-icon>
      <h2>${e}</h2>
      ${t?c`<span class="chip ${t.live?"live":""}">${t.state}</span>`:p}
    </div>`}bars(e){return c`<div class="bars" role="img" aria-label=${e.barsLabel}>
      ${e.bars.map(t=>c`<span style="height:${Math.max(t.height*100,3)}%;background:${t.colour}"></span>`)}
    </div>`}};var br={"octopus-ev-history-card":_,"octopus-ev-session-card":le};for(let[n,e]of Object.entries(br))customElements.get(n)||customElements.define(n,e);
