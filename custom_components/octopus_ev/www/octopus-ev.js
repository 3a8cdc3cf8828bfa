var He=Object.defineProperty;var ze=Object.getOwnPropertyDescriptor;var w=(s,e,t,r)=>{for(var n=r>1?void 0:r?ze(e,t):e,i=s.length-1,o;i>=0;i--)(o=s[i])&&(n=(r?o(e,t,n):o(n))||n);return r&&n&&He(e,t,n),n};/**
 * @license
 * Copyright 2019 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var z=globalThis,L=z.ShadowRoot&&(z.ShadyCSS===void 0||z.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,K=Symbol(),le=new WeakMap,E=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==K)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(L&&e===void 0){let r=t!==void 0&&t.length===1;r&&(e=le.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),r&&le.set(t,e))}return e}toString(){return this.cssText}},ce=s=>new E(typeof s=="string"?s:s+"",void 0,K),T=(s,...e)=>{let t=s.length===1?s[0]:e.reduce((r,n,i)=>r+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+s[i+1],s[0]);return new E(t,s,K)},de=(s,e)=>{if(L)s.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let r=document.createElement("style"),n=z.litNonce;n!==void 0&&r.setAttribute("nonce",n),r.textContent=t.cssText,s.appendChild(r)}},Z=L?s=>s:s=>s instanceof CSSStyleSheet?(e=>{let t="";for(let r of e.cssRules)t+=r.cssText;return ce(t)})(s):s;/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var{is:Le,defineProperty:Ie,getOwnPropertyDescriptor:je,getOwnPropertyNames:qe,getOwnPropertySymbols:Be,getPrototypeOf:Ve}=Object,I=globalThis,he=I.trustedTypes,We=he?he.emptyScript:"",Ke=I.reactiveElementPolyfillSupport,k=(s,e)=>s,P={toAttribute(s,e){switch(e){case Boolean:s=s?We:null;break;case Object:case Array:s=s==null?s:JSON.stringify(s)}return s},fromAttribute(s,e){let t=s;switch(e){case Boolean:t=s!==null;break;case Number:t=s===null?null:Number(s);break;case Object:case Array:try{t=JSON.parse(s)}catch{t=null}}return t}},j=(s,e)=>!Le(s,e),ue={attribute:!0,type:String,converter:P,reflect:!1,useDefault:!1,hasChanged:j};Symbol.metadata??=Symbol("metadata"),I.litPropertyMetadata??=new WeakMap;var _=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=ue){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let r=Symbol(),n=this.getPropertyDescriptor(e,r,t);n!==void 0&&Ie(this.prototype,e,n)}}static getPropertyDescriptor(e,t,r){let{get:n,set:i}=je(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:n,set(o){let a=n?.call(this);i?.call(this,o),this.requestUpdate(e,a,r)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??ue}static _$Ei(){if(this.hasOwnProperty(k("elementProperties")))return;let e=Ve(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(k("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(k("properties"))){let t=this.properties,r=[...qe(t),...Be(t)];for(let n of r)this.createProperty(n,t[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[r,n]of t)this.elementProperties.set(r,n)}this._$Eh=new Map;for(let[t,r]of this.elementProperties){let n=this._$Eu(t,r);n!==void 0&&this._$Eh.set(n,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let r=new Set(e.flat(1/0).reverse());for(let n of r)t.unshift(Z(n))}else e!==void 0&&t.push(Z(e));return t}static _$Eu(e,t){let r=t.attribute;return r===!1?void 0:typeof r=="string"?r:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let r of t.keys())this.hasOwnProperty(r)&&(e.set(r,this[r]),delete this[r]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return de(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,r){this._$AK(e,r)}_$ET(e,t){let r=this.constructor.elementProperties.get(e),n=this.constructor._$Eu(e,r);if(n!==void 0&&r.reflect===!0){let i=(r.converter?.toAttribute!==void 0?r.converter:P).toAttribute(t,r.type);this._$Em=e,i==null?this.removeAttribute(n):this.setAttribute(n,i),this._$Em=null}}_$AK(e,t){let r=this.constructor,n=r._$Eh.get(e);if(n!==void 0&&this._$Em!==n){let i=r.getPropertyOptions(n),o=typeof i.converter=="function"?{fromAttribute:i.converter}:i.converter?.fromAttribute!==void 0?i.converter:P;this._$Em=n;let a=o.fromAttribute(t,i.type);this[n]=a??this._$Ej?.get(n)??a,this._$Em=null}}requestUpdate(e,t,r,n=!1,i){if(e!==void 0){let o=this.constructor;if(n===!1&&(i=this[e]),r??=o.getPropertyOptions(e),!((r.hasChanged??j)(i,t)||r.useDefault&&r.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,r))))return;this.C(e,t,r)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:r,reflect:n,wrapped:i},o){r&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),i!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||r||(t=void 0),this._$AL.set(e,t)),n===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,i]of this._$Ep)this[n]=i;this._$Ep=void 0}let r=this.constructor.elementProperties;if(r.size>0)for(let[n,i]of r){let{wrapped:o}=i,a=this[n];o!==!0||this._$AL.has(n)||a===void 0||this.C(n,void 0,i,a)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(r=>r.hostUpdate?.()),this.update(t)):this._$EM()}catch(r){throw e=!1,this._$EM(),r}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};_.elementStyles=[],_.shadowRootOptions={mode:"open"},_[k("elementProperties")]=new Map,_[k("finalized")]=new Map,Ke?.({ReactiveElement:_}),(I.reactiveElementVersions??=[]).push("2.1.2");/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var te=globalThis,pe=s=>s,q=te.trustedTypes,me=q?q.createPolicy("lit-html",{createHTML:s=>s}):void 0,be="$lit$",y=`lit$${Math.random().toFixed(9).slice(2)}$`,ve="?"+y,Ze=`<${ve}>`,x=document,F=()=>x.createComment(""),U=s=>s===null||typeof s!="object"&&typeof s!="function",re=Array.isArray,Ge=s=>re(s)||typeof s?.[Symbol.iterator]=="function",G=`[ 	
\f\r]`,R=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ge=/-->/g,fe=/>/g,b=RegExp(`>|${G}(?:([^\\s"'>=/]+)(${G}*=${G}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),_e=/'/g,ye=/"/g,xe=/^(?:script|style|textarea|title)$/i,se=s=>(e,...t)=>({_$litType$:s,strings:e,values:t}),m=se(1),bt=se(2),vt=se(3),S=Symbol.for("lit-noChange"),h=Symbol.for("lit-nothing"),$e=new WeakMap,v=x.createTreeWalker(x,129);function Se(s,e){if(!re(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return me!==void 0?me.createHTML(e):e}var Je=(s,e)=>{let t=s.length-1,r=[],n,i=e===2?"<svg>":e===3?"<math>":"",o=R;for(let a=0;a<t;a++){let l=s[a],d,u,c=-1,p=0;for(;p<l.length&&(o.lastIndex=p,u=o.exec(l),u!==null);)p=o.lastIndex,o===R?u[1]==="!--"?o=ge:u[1]!==void 0?o=fe:u[2]!==void 0?(xe.test(u[2])&&(n=RegExp("</"+u[2],"g")),o=b):u[3]!==void 0&&(o=b):o===b?u[0]===">"?(o=n??R,c=-1):u[1]===void 0?c=-2:(c=o.lastIndex-u[2].length,d=u[1],o=u[3]===void 0?b:u[3]==='"'?ye:_e):o===ye||o===_e?o=b:o===ge||o===fe?o=R:(o=b,n=void 0);let g=o===b&&s[a+1].startsWith("/>")?" ":"";i+=o===R?l+Ze:c>=0?(r.push(d),l.slice(0,c)+be+l.slice(c)+y+g):l+y+(c===-2?a:g)}return[Se(s,i+(s[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),r]},O=class s{constructor({strings:e,_$litType$:t},r){let n;this.parts=[];let i=0,o=0,a=e.length-1,l=this.parts,[d,u]=Je(e,t);if(this.el=s.createElement(d,r),v.currentNode=this.el.content,t===2||t===3){let c=this.el.content.firstChild;c.replaceWith(...c.childNodes)}for(;(n=v.nextNode())!==null&&l.length<a;){if(n.nodeType===1){if(n.hasAttributes())for(let c of n.getAttributeNames())if(c.endsWith(be)){let p=u[o++],g=n.getAttribute(c).split(y),H=/([.?@])?(.*)/.exec(p);l.push({type:1,index:i,name:H[2],strings:g,ctor:H[1]==="."?X:H[1]==="?"?Y:H[1]==="@"?Q:A}),n.removeAttribute(c)}else c.startsWith(y)&&(l.push({type:6,index:i}),n.removeAttribute(c));if(xe.test(n.tagName)){let c=n.textContent.split(y),p=c.length-1;if(p>0){n.textContent=q?q.emptyScript:"";for(let g=0;g<p;g++)n.append(c[g],F()),v.nextNode(),l.push({type:2,index:++i});n.append(c[p],F())}}}else if(n.nodeType===8)if(n.data===ve)l.push({type:2,index:i});else{let c=-1;for(;(c=n.data.indexOf(y,c+1))!==-1;)l.push({type:7,index:i}),c+=y.length-1}i++}}static createElement(e,t){let r=x.createElement("template");return r.innerHTML=e,r}};function C(s,e,t=s,r){if(e===S)return e;let n=r!==void 0?t._$Co?.[r]:t._$Cl,i=U(e)?void 0:e._$litDirective$;return n?.constructor!==i&&(n?._$AO?.(!1),i===void 0?n=void 0:(n=new i(s),n._$AT(s,t,r)),r!==void 0?(t._$Co??=[])[r]=n:t._$Cl=n),n!==void 0&&(e=C(s,n._$AS(s,e.values),n,r)),e}var J=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:r}=this._$AD,n=(e?.creationScope??x).importNode(t,!0);v.currentNode=n;let i=v.nextNode(),o=0,a=0,l=r[0];for(;l!==void 0;){if(o===l.index){let d;l.type===2?d=new M(i,i.nextSibling,this,e):l.type===1?d=new l.ctor(i,l.name,l.strings,this,e):l.type===6&&(d=new ee(i,this,e)),this._$AV.push(d),l=r[++a]}o!==l?.index&&(i=v.nextNode(),o++)}return v.currentNode=x,n}p(e){let t=0;for(let r of this._$AV)r!==void 0&&(r.strings!==void 0?(r._$AI(e,r,t),t+=r.strings.length-2):r._$AI(e[t])),t++}},M=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,r,n){this.type=2,this._$AH=h,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=r,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=C(this,e,t),U(e)?e===h||e==null||e===""?(this._$AH!==h&&this._$AR(),this._$AH=h):e!==this._$AH&&e!==S&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Ge(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==h&&U(this._$AH)?this._$AA.nextSibling.data=e:this.T(x.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:r}=e,n=typeof r=="number"?this._$AC(e):(r.el===void 0&&(r.el=O.createElement(Se(r.h,r.h[0]),this.options)),r);if(this._$AH?._$AD===n)this._$AH.p(t);else{let i=new J(n,this),o=i.u(this.options);i.p(t),this.T(o),this._$AH=i}}_$AC(e){let t=$e.get(e.strings);return t===void 0&&$e.set(e.strings,t=new O(e)),t}k(e){re(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,r,n=0;for(let i of e)n===t.length?t.push(r=new s(this.O(F()),this.O(F()),this,this.options)):r=t[n],r._$AI(i),n++;n<t.length&&(this._$AR(r&&r._$AB.nextSibling,n),t.length=n)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let r=pe(e).nextSibling;pe(e).remove(),e=r}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},A=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,r,n,i){this.type=1,this._$AH=h,this._$AN=void 0,this.element=e,this.name=t,this._$AM=n,this.options=i,r.length>2||r[0]!==""||r[1]!==""?(this._$AH=Array(r.length-1).fill(new String),this.strings=r):this._$AH=h}_$AI(e,t=this,r,n){let i=this.strings,o=!1;if(i===void 0)e=C(this,e,t,0),o=!U(e)||e!==this._$AH&&e!==S,o&&(this._$AH=e);else{let a=e,l,d;for(e=i[0],l=0;l<i.length-1;l++)d=C(this,a[r+l],t,l),d===S&&(d=this._$AH[l]),o||=!U(d)||d!==this._$AH[l],d===h?e=h:e!==h&&(e+=(d??"")+i[l+1]),this._$AH[l]=d}o&&!n&&this.j(e)}j(e){e===h?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},X=class extends A{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===h?void 0:e}},Y=class extends A{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==h)}},Q=class extends A{constructor(e,t,r,n,i){super(e,t,r,n,i),this.type=5}_$AI(e,t=this){if((e=C(this,e,t,0)??h)===S)return;let r=this._$AH,n=e===h&&r!==h||e.capture!==r.capture||e.once!==r.once||e.passive!==r.passive,i=e!==h&&(r===h||n);n&&this.element.removeEventListener(this.name,this,r),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},ee=class{constructor(e,t,r){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=r}get _$AU(){return this._$AM._$AU}_$AI(e){C(this,e)}};var Xe=te.litHtmlPolyfillSupport;Xe?.(O,M),(te.litHtmlVersions??=[]).push("3.3.3");var we=(s,e,t)=>{let r=t?.renderBefore??e,n=r._$litPart$;if(n===void 0){let i=t?.renderBefore??null;r._$litPart$=n=new M(e.insertBefore(F(),i),i,void 0,t??{})}return n._$AI(s),n};/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var ne=globalThis,$=class extends _{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=we(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return S}};$._$litElement$=!0,$.finalized=!0,ne.litElementHydrateSupport?.({LitElement:$});var Ye=ne.litElementPolyfillSupport;Ye?.({LitElement:$});(ne.litElementVersions??=[]).push("4.2.2");/**
 * @license
 * Copyright 2022 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var Qe="component.octopus_ev.common.";function ie(s){return(e,t)=>s(Qe+e,t)}async function Ce(s){return ie(await s.loadBackendTranslation("common","octopus_ev"))}var et={name:"device_id",selector:{device:{integration:"octopus_ev"}}},tt={name:"title",selector:{text:{}}};function Ae(...s){return{schema:[et,tt,...s],computeLabel:(e,t)=>ie(t)(`card_config_${e.name}`)||void 0}}/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var rt={attribute:!0,type:String,converter:P,reflect:!1,hasChanged:j},st=(s=rt,e,t)=>{let{kind:r,metadata:n}=t,i=globalThis.litPropertyMetadata.get(n);if(i===void 0&&globalThis.litPropertyMetadata.set(n,i=new Map),r==="setter"&&((s=Object.create(s)).wrapped=!0),i.set(t.name,s),r==="accessor"){let{name:o}=t;return{set(a){let l=e.get.call(this);e.set.call(this,a),this.requestUpdate(o,l,s,!0,a)},init(a){return a!==void 0&&this.C(o,void 0,s,a),a}}}if(r==="setter"){let{name:o}=t;return function(a){let l=this[o];e.call(this,a),this.requestUpdate(o,l,s,!0,a)}}throw Error("Unsupported decorator location: "+r)};function B(s){return(e,t)=>typeof t=="object"?st(s,e,t):((r,n,i)=>{let o=n.hasOwnProperty(i);return n.constructor.createProperty(i,r),o?Object.getOwnPropertyDescriptor(n,i):void 0})(s,e,t)}/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */function N(s){return B({...s,state:!0,attribute:!1})}/**
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
 */var Ee="octopus_ev/subscribe";var nt=5e3,oe=class{constructor(e){this.connection=e;this.listeners=new Set;this.current={kind:"loading"};this.turn=0;this.begin=()=>{this.end();let e=this.turn;this.connection.subscribeMessage(t=>{e===this.turn&&this.hear(t)},{type:Ee},{resubscribe:!1}).then(t=>{e===this.turn?this.leave=t:t().catch(()=>{})},()=>{e===this.turn&&(this.tell({kind:"failed"},null),this.retry=setTimeout(this.begin,nt))})}}get state(){return this.current}listen(e){return this.listeners.add(e),this.listeners.size===1&&(this.connection.addEventListener("ready",this.begin),this.begin()),e(this.current,null),()=>{this.listeners.delete(e)&&!this.listeners.size&&(this.connection.removeEventListener("ready",this.begin),this.end())}}end(){this.turn+=1,clearTimeout(this.retry),this.leave?.().catch(()=>{}),this.leave=void 0}hear(e){if(e.kind==="snapshot")this.tell({kind:"ready",points:e.points},null);else if(this.current.kind==="ready"){let t=this.current.points.map(r=>({...r,...e.points[r.key]}));this.tell({kind:"ready",points:t},e)}}tell(e,t){this.current=e;for(let r of[...this.listeners])r(e,t)}},Te=new WeakMap;function ke(s){let e=Te.get(s);return e||(e=new oe(s),Te.set(s,e)),e}function Pe(s,e){return e===void 0?s[0]:s.find(t=>t.device_id===e)}function it(s){switch(s.number_format){case"comma_decimal":return"en-US";case"decimal_comma":return"de";case"space_comma":return"fr";case"quote_decimal":return"de-CH";case"system":return;default:return s.language}}var D=class s{constructor(e,t){this.locale=e;this.cache=new Map;this.timeZone=e.time_zone==="local"?void 0:t}static of(e){return new s(e.locale,e.config.time_zone)}static key({locale:e,config:t}){return[e.language,e.number_format,e.time_format,e.time_zone,t.time_zone].join()}number(e,t){return this.numbers(`n${t}`,{minimumFractionDigits:t,maximumFractionDigits:t,useGrouping:this.locale.number_format!=="none"}).format(e)}energy(e){return`${this.number(e,e<100?2:1)} kWh`}power(e){return`${this.number(e,1)} kW`}percent(e){return this.numbers("%",{style:"percent",maximumFractionDigits:0}).format(e)}money(e,t){return this.numbers(`m${t}`,{style:"currency",currency:t,currencyDisplay:"narrowSymbol"}).format(Math.abs(e)<.005?0:e)}rate(e,t){return t==="GBP"?`${this.number(e*100,2)}p/kWh`:`${this.money(e,t)}/kWh`}time(e){return this.dates("t",{hour:"2-digit",minute:"2-digit",...this.hours()}).format(new Date(e))}day(e){return this.dates("d",{weekday:"short",day:"numeric",month:"short"}).format(new Date(e))}date(e){return this.dates("D",{day:"numeric",month:"short",year:"numeric"}).format(new Date(e))}month(e){return this.dates("M",{month:"short",year:"numeric"}).format(new Date(e))}span(e,t){let n=Date.parse(t)-Date.parse(e)>=864e5?`${this.day(t)}, ${this.time(t)}`:this.time(t);return`${this.day(e)}, ${this.time(e)} – ${n}`}duration(e){let t=Math.floor(e/60);return[...t?[this.unit(t,"hour")]:[],...e%60||!t?[this.unit(e%60,"minute")]:[]].join(" ")}unit(e,t){return this.numbers(t,{style:"unit",unit:t,unitDisplay:"short"}).format(e)}hours(){let{time_format:e}=this.locale;return e==="12"||e==="24"?{hourCycle:e==="12"?"h12":"h23"}:{}}numbers(e,t){return this.kept(e,()=>new Intl.NumberFormat(it(this.locale),t))}dates(e,t){return this.kept(e,()=>new Intl.DateTimeFormat(this.locale.language,{...t,...this.timeZone===void 0?{}:{timeZone:this.timeZone}}))}kept(e,t){let r=this.cache.get(e);if(r)return r;let n=t();return this.cache.set(e,n),n}};var Re=T`
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
`;var ot=3e4,f=class extends ${constructor(){super(...arguments);this.feed={kind:"loading"};this.now=Date.now();this.key=""}static{this.styles=[Re]}setConfig(t){this.config=t}set hass(t){let r=this.home;this.home=t;let n=D.key(t);n!==this.key&&(this.key=n,this.format=D.of(t),Ce(t).then(i=>this.t=i)),r?.connection!==t.connection&&this.follow()}getCardSize(){return 4}connectedCallback(){super.connectedCallback(),this.follow(),this.clock=setInterval(()=>this.now=Date.now(),ot)}disconnectedCallback(){super.disconnectedCallback(),this.leave?.(),this.leave=void 0,clearInterval(this.clock)}render(){let{config:t,t:r,format:n,feed:i}=this;if(!t)return h;if(!r||!n||i.kind==="loading")return this.message("",!0);if(i.kind==="failed")return this.message(r("card_failed"));let o=Pe(i.points,t.device_id);return o?this.show(o,r,n):this.message(r(i.points.length?"card_point_gone":"card_no_points"))}message(t,r=!1){return m`<ha-card aria-busy=${r?"true":"false"}>
      <p class="message quiet" role="status">${t}</p>
    </ha-card>`}follow(){this.leave?.(),this.leave=void 0,!(!this.isConnected||!this.home)&&(this.leave=ke(this.home.connection).listen(t=>this.feed=t))}};w([N()],f.prototype,"config",2),w([N()],f.prototype,"feed",2),w([N()],f.prototype,"t",2),w([N()],f.prototype,"now",2),w([B({attribute:!1,noAccessor:!0})],f.prototype,"hass",1);var Fe={off_peak:"var(--success-color)",below_mean:"var(--success-color)",standard:"var(--info-color)",above_mean:"var(--warning-color)",peak:"var(--error-color)"};function ae(s){return Fe[s??"none"]??"var(--disabled-color)"}function Ue(s){return s!==null&&s in Fe?`card_band_${s}`:"card_band_none"}function Oe(s,e,t,r){let n=s.live_session,i=n??s.last_session;if(!i)return null;let o=n?s.live_slots:s.last_slots,a=lt(o,s.currency,e,t);return{live:n!==null,charging:s.charging,heading:t(n?s.charging?"card_charging_now":"card_charging_paused":"card_last_charge"),state:t(`card_state_${i.state}`),cost:i.cost===null?t("card_no_price"):e.money(i.cost,s.currency),energy:e.energy(i.energy_kwh),when:n?t("card_since",{time:`${e.day(n.start)}, ${e.time(n.start)}`}):`${e.span(i.start,i.end)} · ${e.duration(i.duration_min)}`,facts:n?ht(s,e,t,r):ut(i,s.currency,e,t),bars:dt(o),barsLabel:t("card_blocks_label",{from:e.time(i.start),to:e.time(i.end)}),rows:a,notes:pt(i,s,e,t)}}function at(s,e){return s.find(t=>Date.parse(t.start)<=e&&e<Date.parse(t.end))}function Me(s,e,t){return s.imported!==null&&s.imported<1?t("card_importing",{share:e.percent(s.imported)}):s.newest_reading===null?t("card_no_readings"):t(s.sees_live?"card_no_sessions":"card_no_sessions_no_mini")}function lt(s,e,t,r){return s.map(n=>({time:t.time(n.start),energy:t.energy(n.energy_kwh),rate:n.unit_rate===null?"–":t.rate(n.unit_rate,e),cost:n.cost===null?"–":t.money(n.cost,e),colour:ae(n.band),band:r(Ue(n.band))}))}function ct(s,e){return`${s.sources.map(r=>e(`card_source_${r}`)).join(", ")} · ${e(`card_confidence_${s.confidence}`)}`}function dt(s){let e=Math.max(...s.map(t=>t.energy_kwh),.001);return s.map(t=>({height:t.energy_kwh/e,colour:ae(t.band)}))}function ht(s,e,t,r){let{power_kw:n,forecast:i,currency:o}=s,a=at(s.rates,r);return Ne(t,{power:n===null?null:e.power(n),rate_now:a?e.rate(a.unit_rate,o):null,finish:i?`${e.time(i.finish)} (${e.energy(i.energy_kwh)})`:null,finish_cost:i?.cost==null?null:e.money(i.cost,o)})}function ut(s,e,t,r){let{average_rate:n,cost:i,reference_cost:o}=s,a=i===null||o===null?null:o-i;return Ne(r,{average_rate:n===null?null:t.rate(n,e),saving:a===null||a<.005?null:t.money(a,e),source:ct(s,r),type:s.type===null?null:r(`card_type_${s.type}`),vehicle:s.vehicle})}function Ne(s,e){return Object.entries(e).flatMap(([t,r])=>r===null?[]:[{key:t,label:s(`card_${t}`),value:r}])}function pt(s,e,t,r){let{cost_low:n,cost_high:i,unpriced_kwh:o,note:a}=s,{currency:l,newest_reading:d,sees_live:u}=e,c=[];if(o>0&&s.cost!==null&&c.push(r("card_unpriced",{energy:t.energy(o)})),n!==null&&i!==null){let[p,g]=[t.money(n,l),t.money(i,l)];p!==g&&c.push(r("card_cost_between",{low:p,high:g}))}if(!u&&d!==null){let p=`${t.day(d)}, ${t.time(d)}`;c.push(r("card_readings_until",{time:p}))}return a!==null&&c.push(a),c}var De=T`
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
`;var W=class extends f{static{this.styles=[...f.styles,De]}static{this.getConfigForm=()=>Ae()}static{this.getStubConfig=()=>({})}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}show(e,t,r){let n=Oe(e,r,t,this.now),i=this.config?.title;return n?m`<ha-card>
      ${this.head(i??n.heading,n)}
      <div class="figures" aria-live="polite">
        <span class="cost">${n.cost}</span>
        <span class="energy">${n.energy}</span>
      </div>
      <p class="quiet">${n.when}</p>
      ${this.bars(n)}
      <dl>
        ${n.facts.map(o=>m`<div class=${o.key}>
              <dt>${o.label}</dt>
              <dd>${o.value}</dd>
            </div>`)}
      </dl>
      ${n.notes.map(o=>m`<p class="quiet">${o}</p>`)}
      <details>
        <summary>${t("card_half_hours")}</summary>
        ${this.table(n,t)}
      </details>
    </ha-card>`:m`<ha-card>
        ${this.head(i??t("card_last_charge"),null)}
        <p class="message quiet" role="status">${Me(e,r,t)}</p>
      </ha-card>`}head(e,t){let r=t?.charging?"mdi:ev-plug-type2":"mdi:ev-station";return m`<div class="head">
      <ha-icon class=${t?.charging?"charging":""} icon=${r}></ha-icon>
      <h2>${e}</h2>
      ${t?m`<span class="chip ${t.live?"live":""}">${t.state}</span>`:h}
    </div>`}bars(e){return m`<div class="bars" role="img" aria-label=${e.barsLabel}>
      ${e.bars.map(t=>m`<span style="height:${Math.max(t.height*100,3)}%;background:${t.colour}"></span>`)}
    </div>`}table(e,t){return m`<div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">${t("card_column_time")}</th>
            <th scope="col">${t("card_column_energy")}</th>
            <th scope="col">${t("card_column_rate")}</th>
            <th scope="col">${t("card_column_cost")}</th>
          </tr>
        </thead>
        <tbody>
          ${e.rows.map(r=>m`<tr>
                <td>
                  <span class="swatch" style="background:${r.colour}"></span>${r.time}
                  <span class="hidden">${r.band}</span>
                </td>
                <td>${r.energy}</td>
                <td>${r.rate}</td>
                <td>${r.cost}</td>
              </tr>`)}
        </tbody>
      </table>
    </div>`}};var mt={"octopus-ev-session-card":W};for(let[s,e]of Object.entries(mt))customElements.get(s)||customElements.define(s,e);
