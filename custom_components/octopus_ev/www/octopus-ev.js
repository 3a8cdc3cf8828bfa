var Wr=Object.defineProperty;var Gr=Object.getOwnPropertyDescriptor;var y=(n,e,t,r)=>{for(var s=r>1?void 0:r?Gr(e,t):e,i=n.length-1,a;i>=0;i--)(a=n[i])&&(s=(r?a(e,t,s):a(s))||s);return r&&s&&Wr(e,t,s),s};var Zr="component.octopus_ev.";function T(n){return(e,t)=>n(Zr+(e.includes(".")?e:`common.${e}`),t)}function _t(n){return n("card_failed")!==""}async function ue(n){await Promise.all(["common","exceptions"].map(e=>n.loadBackendTranslation(e,"octopus_ev")))}var Yr=/^octopus-ev(?:-(\w+)-card)?$/,Qr=500;function vt(n,e){for(let t of n){let r=Yr.exec(t.type);if(!r)continue;let s=r[1]??"dashboard";bt(t,"name",`card_name_${s}`,e),bt(t,"description",`card_description_${s}`,e)}}function je(n){let e=n();e?ue(e):setTimeout(()=>{je(n)},Qr)}function bt(n,e,t,r){let s=n[e];Object.defineProperty(n,e,{enumerable:!0,get:()=>{let i=r(),a=i?T(i.localize)(t):"";return a===""?s:a}})}/**
 * @license
 * Copyright 2019 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var he=globalThis,me=he.ShadowRoot&&(he.ShadyCSS===void 0||he.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,qe=Symbol(),$t=new WeakMap,J=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==qe)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(me&&e===void 0){let r=t!==void 0&&t.length===1;r&&(e=$t.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),r&&$t.set(t,e))}return e}toString(){return this.cssText}},xt=n=>new J(typeof n=="string"?n:n+"",void 0,qe),x=(n,...e)=>{let t=n.length===1?n[0]:e.reduce((r,s,i)=>r+(a=>{if(a._$cssResult$===!0)return a.cssText;if(typeof a=="number")return a;throw Error("Value passed to 'css' function must be a 'css' function result: "+a+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+n[i+1],n[0]);return new J(t,n,qe)},wt=(n,e)=>{if(me)n.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let r=document.createElement("style"),s=he.litNonce;s!==void 0&&r.setAttribute("nonce",s),r.textContent=t.cssText,n.appendChild(r)}},Be=me?n=>n:n=>n instanceof CSSStyleSheet?(e=>{let t="";for(let r of e.cssRules)t+=r.cssText;return xt(t)})(n):n;/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var{is:Jr,defineProperty:Xr,getOwnPropertyDescriptor:en,getOwnPropertyNames:tn,getOwnPropertySymbols:rn,getPrototypeOf:nn}=Object,ge=globalThis,Ct=ge.trustedTypes,sn=Ct?Ct.emptyScript:"",an=ge.reactiveElementPolyfillSupport,X=(n,e)=>n,ee={toAttribute(n,e){switch(e){case Boolean:n=n?sn:null;break;case Object:case Array:n=n==null?n:JSON.stringify(n)}return n},fromAttribute(n,e){let t=n;switch(e){case Boolean:t=n!==null;break;case Number:t=n===null?null:Number(n);break;case Object:case Array:try{t=JSON.parse(n)}catch{t=null}}return t}},fe=(n,e)=>!Jr(n,e),St={attribute:!0,type:String,converter:ee,reflect:!1,useDefault:!1,hasChanged:fe};Symbol.metadata??=Symbol("metadata"),ge.litPropertyMetadata??=new WeakMap;var A=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=St){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let r=Symbol(),s=this.getPropertyDescriptor(e,r,t);s!==void 0&&Xr(this.prototype,e,s)}}static getPropertyDescriptor(e,t,r){let{get:s,set:i}=en(this.prototype,e)??{get(){return this[t]},set(a){this[t]=a}};return{get:s,set(a){let o=s?.call(this);i?.call(this,a),this.requestUpdate(e,o,r)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??St}static _$Ei(){if(this.hasOwnProperty(X("elementProperties")))return;let e=nn(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(X("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(X("properties"))){let t=this.properties,r=[...tn(t),...rn(t)];for(let s of r)this.createProperty(s,t[s])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[r,s]of t)this.elementProperties.set(r,s)}this._$Eh=new Map;for(let[t,r]of this.elementProperties){let s=this._$Eu(t,r);s!==void 0&&this._$Eh.set(s,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let r=new Set(e.flat(1/0).reverse());for(let s of r)t.unshift(Be(s))}else e!==void 0&&t.push(Be(e));return t}static _$Eu(e,t){let r=t.attribute;return r===!1?void 0:typeof r=="string"?r:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let r of t.keys())this.hasOwnProperty(r)&&(e.set(r,this[r]),delete this[r]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return wt(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,r){this._$AK(e,r)}_$ET(e,t){let r=this.constructor.elementProperties.get(e),s=this.constructor._$Eu(e,r);if(s!==void 0&&r.reflect===!0){let i=(r.converter?.toAttribute!==void 0?r.converter:ee).toAttribute(t,r.type);this._$Em=e,i==null?this.removeAttribute(s):this.setAttribute(s,i),this._$Em=null}}_$AK(e,t){let r=this.constructor,s=r._$Eh.get(e);if(s!==void 0&&this._$Em!==s){let i=r.getPropertyOptions(s),a=typeof i.converter=="function"?{fromAttribute:i.converter}:i.converter?.fromAttribute!==void 0?i.converter:ee;this._$Em=s;let o=a.fromAttribute(t,i.type);this[s]=o??this._$Ej?.get(s)??o,this._$Em=null}}requestUpdate(e,t,r,s=!1,i){if(e!==void 0){let a=this.constructor;if(s===!1&&(i=this[e]),r??=a.getPropertyOptions(e),!((r.hasChanged??fe)(i,t)||r.useDefault&&r.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,r))))return;this.C(e,t,r)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:r,reflect:s,wrapped:i},a){r&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),i!==!0||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||r||(t=void 0),this._$AL.set(e,t)),s===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,i]of this._$Ep)this[s]=i;this._$Ep=void 0}let r=this.constructor.elementProperties;if(r.size>0)for(let[s,i]of r){let{wrapped:a}=i,o=this[s];a!==!0||this._$AL.has(s)||o===void 0||this.C(s,void 0,i,o)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(r=>r.hostUpdate?.()),this.update(t)):this._$EM()}catch(r){throw e=!1,this._$EM(),r}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};A.elementStyles=[],A.shadowRootOptions={mode:"open"},A[X("elementProperties")]=new Map,A[X("finalized")]=new Map,an?.({ReactiveElement:A}),(ge.reactiveElementVersions??=[]).push("2.1.2");/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var We=globalThis,kt=n=>n,ye=We.trustedTypes,Tt=ye?ye.createPolicy("lit-html",{createHTML:n=>n}):void 0,Ge="$lit$",P=`lit$${Math.random().toFixed(9).slice(2)}$`,Ze="?"+P,on=`<${Ze}>`,U=document,re=()=>U.createComment(""),ne=n=>n===null||typeof n!="object"&&typeof n!="function",Ye=Array.isArray,Ot=n=>Ye(n)||typeof n?.[Symbol.iterator]=="function",Ke=`[ 	
\f\r]`,te=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,At=/-->/g,Pt=/>/g,M=RegExp(`>|${Ke}(?:([^\\s"'>=/]+)(${Ke}*=${Ke}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Rt=/'/g,Dt=/"/g,Mt=/^(?:script|style|textarea|title)$/i,Qe=n=>(e,...t)=>({_$litType$:n,strings:e,values:t}),d=Qe(1),gs=Qe(2),fs=Qe(3),N=Symbol.for("lit-noChange"),u=Symbol.for("lit-nothing"),Et=new WeakMap,F=U.createTreeWalker(U,129);function Ft(n,e){if(!Ye(n)||!n.hasOwnProperty("raw"))throw Error("invalid template strings array");return Tt!==void 0?Tt.createHTML(e):e}var Ut=(n,e)=>{let t=n.length-1,r=[],s,i=e===2?"<svg>":e===3?"<math>":"",a=te;for(let o=0;o<t;o++){let l=n[o],c,p,h=-1,m=0;for(;m<l.length&&(a.lastIndex=m,p=a.exec(l),p!==null);)m=a.lastIndex,a===te?p[1]==="!--"?a=At:p[1]!==void 0?a=Pt:p[2]!==void 0?(Mt.test(p[2])&&(s=RegExp("</"+p[2],"g")),a=M):p[3]!==void 0&&(a=M):a===M?p[0]===">"?(a=s??te,h=-1):p[1]===void 0?h=-2:(h=a.lastIndex-p[2].length,c=p[1],a=p[3]===void 0?M:p[3]==='"'?Dt:Rt):a===Dt||a===Rt?a=M:a===At||a===Pt?a=te:(a=M,s=void 0);let f=a===M&&n[o+1].startsWith("/>")?" ":"";i+=a===te?l+on:h>=0?(r.push(c),l.slice(0,h)+Ge+l.slice(h)+P+f):l+P+(h===-2?o:f)}return[Ft(n,i+(n[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),r]},se=class n{constructor({strings:e,_$litType$:t},r){let s;this.parts=[];let i=0,a=0,o=e.length-1,l=this.parts,[c,p]=Ut(e,t);if(this.el=n.createElement(c,r),F.currentNode=this.el.content,t===2||t===3){let h=this.el.content.firstChild;h.replaceWith(...h.childNodes)}for(;(s=F.nextNode())!==null&&l.length<o;){if(s.nodeType===1){if(s.hasAttributes())for(let h of s.getAttributeNames())if(h.endsWith(Ge)){let m=p[a++],f=s.getAttribute(h).split(P),g=/([.?@])?(.*)/.exec(m);l.push({type:1,index:i,name:g[2],strings:f,ctor:g[1]==="."?be:g[1]==="?"?ve:g[1]==="@"?$e:I}),s.removeAttribute(h)}else h.startsWith(P)&&(l.push({type:6,index:i}),s.removeAttribute(h));if(Mt.test(s.tagName)){let h=s.textContent.split(P),m=h.length-1;if(m>0){s.textContent=ye?ye.emptyScript:"";for(let f=0;f<m;f++)s.append(h[f],re()),F.nextNode(),l.push({type:2,index:++i});s.append(h[m],re())}}}else if(s.nodeType===8)if(s.data===Ze)l.push({type:2,index:i});else{let h=-1;for(;(h=s.data.indexOf(P,h+1))!==-1;)l.push({type:7,index:i}),h+=P.length-1}i++}}static createElement(e,t){let r=U.createElement("template");return r.innerHTML=e,r}};function H(n,e,t=n,r){if(e===N)return e;let s=r!==void 0?t._$Co?.[r]:t._$Cl,i=ne(e)?void 0:e._$litDirective$;return s?.constructor!==i&&(s?._$AO?.(!1),i===void 0?s=void 0:(s=new i(n),s._$AT(n,t,r)),r!==void 0?(t._$Co??=[])[r]=s:t._$Cl=s),s!==void 0&&(e=H(n,s._$AS(n,e.values),s,r)),e}var _e=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:r}=this._$AD,s=(e?.creationScope??U).importNode(t,!0);F.currentNode=s;let i=F.nextNode(),a=0,o=0,l=r[0];for(;l!==void 0;){if(a===l.index){let c;l.type===2?c=new q(i,i.nextSibling,this,e):l.type===1?c=new l.ctor(i,l.name,l.strings,this,e):l.type===6&&(c=new xe(i,this,e)),this._$AV.push(c),l=r[++o]}a!==l?.index&&(i=F.nextNode(),a++)}return F.currentNode=U,s}p(e){let t=0;for(let r of this._$AV)r!==void 0&&(r.strings!==void 0?(r._$AI(e,r,t),t+=r.strings.length-2):r._$AI(e[t])),t++}},q=class n{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,r,s){this.type=2,this._$AH=u,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=r,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=H(this,e,t),ne(e)?e===u||e==null||e===""?(this._$AH!==u&&this._$AR(),this._$AH=u):e!==this._$AH&&e!==N&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Ot(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==u&&ne(this._$AH)?this._$AA.nextSibling.data=e:this.T(U.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:r}=e,s=typeof r=="number"?this._$AC(e):(r.el===void 0&&(r.el=se.createElement(Ft(r.h,r.h[0]),this.options)),r);if(this._$AH?._$AD===s)this._$AH.p(t);else{let i=new _e(s,this),a=i.u(this.options);i.p(t),this.T(a),this._$AH=i}}_$AC(e){let t=Et.get(e.strings);return t===void 0&&Et.set(e.strings,t=new se(e)),t}k(e){Ye(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,r,s=0;for(let i of e)s===t.length?t.push(r=new n(this.O(re()),this.O(re()),this,this.options)):r=t[s],r._$AI(i),s++;s<t.length&&(this._$AR(r&&r._$AB.nextSibling,s),t.length=s)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let r=kt(e).nextSibling;kt(e).remove(),e=r}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},I=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,r,s,i){this.type=1,this._$AH=u,this._$AN=void 0,this.element=e,this.name=t,this._$AM=s,this.options=i,r.length>2||r[0]!==""||r[1]!==""?(this._$AH=Array(r.length-1).fill(new String),this.strings=r):this._$AH=u}_$AI(e,t=this,r,s){let i=this.strings,a=!1;if(i===void 0)e=H(this,e,t,0),a=!ne(e)||e!==this._$AH&&e!==N,a&&(this._$AH=e);else{let o=e,l,c;for(e=i[0],l=0;l<i.length-1;l++)c=H(this,o[r+l],t,l),c===N&&(c=this._$AH[l]),a||=!ne(c)||c!==this._$AH[l],c===u?e=u:e!==u&&(e+=(c??"")+i[l+1]),this._$AH[l]=c}a&&!s&&this.j(e)}j(e){e===u?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},be=class extends I{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===u?void 0:e}},ve=class extends I{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==u)}},$e=class extends I{constructor(e,t,r,s,i){super(e,t,r,s,i),this.type=5}_$AI(e,t=this){if((e=H(this,e,t,0)??u)===N)return;let r=this._$AH,s=e===u&&r!==u||e.capture!==r.capture||e.once!==r.once||e.passive!==r.passive,i=e!==u&&(r===u||s);s&&this.element.removeEventListener(this.name,this,r),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},xe=class{constructor(e,t,r){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=r}get _$AU(){return this._$AM._$AU}_$AI(e){H(this,e)}},Nt={M:Ge,P,A:Ze,C:1,L:Ut,R:_e,D:Ot,V:H,I:q,H:I,N:ve,U:$e,B:be,F:xe},ln=We.litHtmlPolyfillSupport;ln?.(se,q),(We.litHtmlVersions??=[]).push("3.3.3");var Ht=(n,e,t)=>{let r=t?.renderBefore??e,s=r._$litPart$;if(s===void 0){let i=t?.renderBefore??null;r._$litPart$=s=new q(e.insertBefore(re(),i),i,void 0,t??{})}return s._$AI(n),s};/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var Je=globalThis,R=class extends A{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Ht(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return N}};R._$litElement$=!0,R.finalized=!0,Je.litElementHydrateSupport?.({LitElement:R});var dn=Je.litElementPolyfillSupport;dn?.({LitElement:R});(Je.litElementVersions??=[]).push("4.2.2");/**
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
 */var cn={attribute:!0,type:String,converter:ee,reflect:!1,hasChanged:fe},pn=(n=cn,e,t)=>{let{kind:r,metadata:s}=t,i=globalThis.litPropertyMetadata.get(s);if(i===void 0&&globalThis.litPropertyMetadata.set(s,i=new Map),r==="setter"&&((n=Object.create(n)).wrapped=!0),i.set(t.name,n),r==="accessor"){let{name:a}=t;return{set(o){let l=e.get.call(this);e.set.call(this,o),this.requestUpdate(a,l,n,!0,o)},init(o){return o!==void 0&&this.C(a,void 0,n,o),o}}}if(r==="setter"){let{name:a}=t;return function(o){let l=this[a];e.call(this,o),this.requestUpdate(a,l,n,!0,o)}}throw Error("Unsupported decorator location: "+r)};function we(n){return(e,t)=>typeof t=="object"?pn(n,e,t):((r,s,i)=>{let a=s.hasOwnProperty(i);return s.constructor.createProperty(i,r),a?Object.getOwnPropertyDescriptor(s,i):void 0})(n,e,t)}/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */function _(n){return we({...n,state:!0,attribute:!1})}/**
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
 */var un={name:"device_id",selector:{device:{integration:"octopus_ev"}}},hn={name:"title",selector:{text:{}}};function D(...n){return{schema:[un,hn,...n],computeLabel:(e,t)=>T(t)(`card_config_${e.name}`)||void 0}}var B=x`
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
`;var et=n=>new Date(`${n}T00:00:00Z`),Xe=n=>n.toISOString().slice(0,10),L=class{constructor(e,t=1){this.firstWeekday=t;this.days=new Map;this.clock=new Intl.DateTimeFormat("sv-SE",{dateStyle:"short",timeStyle:"medium",...e===void 0?{}:{timeZone:e}})}day(e){let t=this.days.get(e);return t===void 0&&(t=this.clock.format(new Date(e)).slice(0,10),this.days.set(e,t)),t}first(e,t){switch(t){case"day":return e;case"week":{let r=et(e);return ie(e,-((r.getUTCDay()-this.firstWeekday+7)%7))}case"month":return`${e.slice(0,7)}-01`;case"year":return`${e.slice(0,4)}-01-01`}}periods(e,t,r){let s=[];for(let i=this.first(e,r);i<=t;i=mn(i,r))s.push(i);return s}field(e){return this.clock.format(new Date(e)).slice(0,16).replace(" ","T")}instant(e){let t=Date.parse(`${e}:00Z`),r=t-this.offset(t-864e5/2);return this.offset(r)!==t-r&&(r=t-this.offset(r)),new Date(r).toISOString()}offset(e){return Date.parse(`${this.clock.format(new Date(e)).replace(" ","T")}Z`)-e}};function ie(n,e){return Xe(new Date(et(n).getTime()+e*864e5))}function mn(n,e){let t=et(n);switch(e){case"day":return ie(n,1);case"week":return ie(n,7);case"month":return t.setUTCMonth(t.getUTCMonth()+1),Xe(t);case"year":return t.setUTCFullYear(t.getUTCFullYear()+1),Xe(t)}}var It="octopus_ev/subscribe",Lt="octopus_ev/sessions",Vt="octopus_ev/session",K="octopus_ev/amend",Se="octopus_ev/edit",ke="octopus_ev/merge",Te="octopus_ev/split",Ae="octopus_ev/add";var gn=5e3,tt=class{constructor(e){this.connection=e;this.listeners=new Set;this.current={kind:"loading"};this.turn=0;this.begin=()=>{this.end();let e=this.turn;this.connection.subscribeMessage(t=>{e===this.turn&&this.hear(t)},{type:It},{resubscribe:!1}).then(t=>{e===this.turn?this.leave=t:t().catch(()=>{})},()=>{e===this.turn&&(this.tell({kind:"failed"},null),this.retry=setTimeout(this.begin,gn))})}}get state(){return this.current}listen(e){return this.listeners.add(e),this.listeners.size===1&&(this.connection.addEventListener("ready",this.begin),this.begin()),e(this.current,null),()=>{this.listeners.delete(e)&&!this.listeners.size&&(this.connection.removeEventListener("ready",this.begin),this.end())}}end(){this.turn+=1,clearTimeout(this.retry),this.leave?.().catch(()=>{}),this.leave=void 0}hear(e){if(e.kind==="snapshot")this.tell({kind:"ready",points:e.points},null);else if(this.current.kind==="ready"){let t=this.current.points.map(r=>({...r,...e.points[r.key]}));this.tell({kind:"ready",points:t},e)}}tell(e,t){this.current=e;for(let r of[...this.listeners])r(e,t)}},zt=new WeakMap;function jt(n){let e=zt.get(n);return e||(e=new tt(n),zt.set(n,e)),e}function Pe(n,e){return e===void 0?n[0]:n.find(t=>t.device_id===e)}var qt={off_peak:"var(--success-color)",below_mean:"var(--success-color)",standard:"var(--info-color)",above_mean:"var(--warning-color)",peak:"var(--error-color)"},Bt=["off_peak","below_mean","standard","above_mean","peak","none"];function k(n){return qt[n??"none"]??"var(--disabled-color)"}function W(n){return n!==null&&n in qt?`card_band_${n}`:"card_band_none"}var w="none",fn=["smart","boost","unplanned","mixed",w];function Wt(n,e,t){return n.range==="free"?[n.from||(t??e),n.to||e]:[n.range==="all"?t??e:ie(e,1-Number(n.range)),e]}function Re(n,e,t,r){return n.filter(s=>Qt(s,r).some(({day:i})=>Ee(i,t))&&(!e.vehicle||(s.vehicle??w)===e.vehicle)&&(!e.type||(s.type??w)===e.type))}function nt(n,e){return n.map(t=>{let r=t.days.filter(({day:c})=>Ee(c,e));if(r.length===t.days.length)return t;let s=rt(r.map(c=>c.energy_kwh)),i=rt(r.map(c=>c.unpriced_kwh)),a=(s-i)/(t.energy_kwh-t.unpriced_kwh||1),o=r.flatMap(({cost:c})=>c??[]),l=c=>c===null?null:c*a;return{...t,days:r,energy_kwh:s,unpriced_kwh:i,cost:o.length?rt(o):null,energy_by_band:Kt(r.map(c=>c.energy_by_band)),cost_by_band:Kt(r.map(c=>c.cost_by_band)),reference_cost:l(t.reference_cost),excess:l(t.excess),petrol_saving:l(t.petrol_saving)}})}function De(n,e,t){let r=0,s=0,i=0,a=!1;for(let o of nt(n,e))r+=o.energy_kwh,s+=o.unpriced_kwh,o.cost!==null&&(i+=o.cost,a=!0);return{count:n.filter(o=>Ee(t.day(o.start),e)).length,energy:r,cost:a?i:null,unpriced:s,rate:a&&r>s?i/(r-s):null}}function Gt(n,e,t,r){let s=new Map(r.periods(...t,e.period).map(i=>[i,{day:i,parts:new Map,sum:0}]));for(let i of n)for(let a of Qt(i,r)){let o=Ee(a.day,t)&&s.get(r.first(a.day,e.period));if(o)for(let[l,c]of yn(i,a,e.measure,e.stack))o.parts.set(l,(o.parts.get(l)??0)+c),o.sum+=c}return[...s.values()]}function Zt(n,e){let t=new Set(n.flatMap(s=>[...s.parts.keys()]));if(e==="band")return Bt.filter(s=>t.has(s));if(e==="type")return fn.filter(s=>t.has(s));let r=[...t].filter(s=>s!==w).sort();return t.has(w)?[...r,w]:r}function Yt(n,e){return[...new Set(n.map(t=>t[e]??w))].sort()}function yn(n,e,t,r){if(r!=="band"){let s=t==="energy"?e.energy_kwh:e.cost??0;return[[n[r]??w,s]]}return t==="cost"?Object.entries(e.cost_by_band):[...Object.entries(e.energy_by_band),...e.unpriced_kwh>0?[[w,e.unpriced_kwh]]:[]]}function Qt(n,e){if(n.days.length)return n.days;let{energy_kwh:t,cost:r,unpriced_kwh:s,energy_by_band:i,cost_by_band:a}=n;return[{day:e.day(n.start),energy_kwh:t,cost:r,unpriced_kwh:s,energy_by_band:i,cost_by_band:a}]}function Ee(n,[e,t]){return e<=n&&n<=t}function rt(n){return n.reduce((e,t)=>e+t,0)}function Kt(n){let e={};for(let t of n)for(let[r,s]of Object.entries(t))e[r]=(e[r]??0)+s;return e}var Oe=class{constructor(e,t){this.connection=e;this.changed=t;this.state="loading";this.byId=new Map;this.point="";this.since=1/0;this.turn=0}get sessions(){return this.ordered??=[...this.byId.values()].sort((e,t)=>e.start<t.start?1:-1),this.ordered}async want(e,t){e===this.point&&t>=this.since||await this.load(e,t)}async again(){this.point&&await this.load(this.point,this.since)}hear(e){for(let t of e.sessions)t.point===this.point&&Date.parse(t.start)>=this.since&&this.byId.set(t.id,t);for(let t of e.removed)this.byId.delete(t);this.tell()}async load(e,t){this.turn+=1;let r=this.turn;e!==this.point&&this.byId.clear(),this.point=e,this.since=t,this.state="loading",this.tell();let s=[],i=t>0?{start:new Date(t).toISOString()}:{};try{for(let a;a!==null;){let o=a===void 0?{}:{end:a},l=await this.connection.sendMessagePromise({type:Lt,point:e,...i,...o});if(r!==this.turn)return;s.push(...l.sessions),a=l.before}}catch{if(r!==this.turn)return;this.state="failed",this.tell();return}this.byId.clear();for(let a of s)this.byId.set(a.id,a);this.state="ready",this.tell()}tell(){this.ordered=void 0,this.changed()}};var _n=["sunday","monday","tuesday","wednesday","thursday","friday","saturday"];function bn(n){switch(n.number_format){case"comma_decimal":return"en-US";case"decimal_comma":return"de";case"space_comma":return"fr";case"quote_decimal":return"de-CH";case"system":return;default:return n.language}}var ae=class n{constructor(e,t){this.locale=e;this.cache=new Map;this.timeZone=e.time_zone==="local"?void 0:t;let r=_n.indexOf(e.first_weekday??"");this.firstWeekday=r<0?1:r}static of(e){return new n(e.locale,e.config.time_zone)}static key({locale:e,config:t}){return[e.language,e.number_format,e.time_format,e.time_zone,e.first_weekday,t.time_zone].join()}number(e,t){return this.numbers(`n${t}`,{minimumFractionDigits:t,maximumFractionDigits:t,useGrouping:this.locale.number_format!=="none"}).format(e)}energy(e){return`${this.number(e,e<100?2:1)} kWh`}power(e){return`${this.number(e,1)} kW`}percent(e){return this.numbers("%",{style:"percent",maximumFractionDigits:0}).format(e)}money(e,t){return this.currency(t).format(Math.abs(e)<.005?0:e)}above(e,t,r){let i=10**(this.currency(r).formatToParts(0).find(a=>a.type==="fraction")?.value.length??0);return this.money((Math.round(e*i)-Math.round(t*i))/i,r)}small(e,t){return t==="GBP"?`${this.number(e*100,1)}p`:this.money(e,t)}rate(e,t){return t==="GBP"?`${this.number(e*100,2)}p/kWh`:`${this.money(e,t)}/kWh`}time(e){return this.dates("t",{hour:"2-digit",minute:"2-digit",...this.hours()}).format(new Date(e))}day(e){return this.dates("d",{weekday:"short",day:"numeric",month:"short"}).format(new Date(e))}localDay(e){return this.dates("ld",{day:"numeric",month:"short",timeZone:"UTC"}).format(new Date(e))}localMonth(e){return this.dates("lm",{month:"short",year:"numeric",timeZone:"UTC"}).format(new Date(e))}span(e,t){let s=Date.parse(t)-Date.parse(e)>=864e5?`${this.day(t)}, ${this.time(t)}`:this.time(t);return`${this.day(e)}, ${this.time(e)} – ${s}`}duration(e){let t=Math.floor(e/60);return[...t?[this.unit(t,"hour")]:[],...e%60||!t?[this.unit(e%60,"minute")]:[]].join(" ")}unit(e,t){return this.numbers(t,{style:"unit",unit:t,unitDisplay:"short"}).format(e)}hours(){let{time_format:e}=this.locale;return e==="12"||e==="24"?{hourCycle:e==="12"?"h12":"h23"}:{}}currency(e){return this.numbers(`m${e}`,{style:"currency",currency:e,currencyDisplay:"narrowSymbol"})}numbers(e,t){return this.kept(e,()=>new Intl.NumberFormat(bn(this.locale),t))}dates(e,t){return this.kept(e,()=>new Intl.DateTimeFormat(this.locale.language,{...this.timeZone===void 0?{}:{timeZone:this.timeZone},...t}))}kept(e,t){let r=this.cache.get(e);if(r)return r;let s=t();return this.cache.set(e,s),s}};var Jt=x`
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
`;var vn=3e4,v=class extends R{constructor(){super(...arguments);this.feed={kind:"loading"};this.now=Date.now();this.key=""}static{this.styles=[Jt]}setConfig(t){this.config=t}set hass(t){let r=this.home;this.home=t;let s=ae.key(t);s!==this.key&&(this.key=s,this.format=ae.of(t),ue(t)),r?.localize!==t.localize&&(this.t=T(t.localize)),r?.connection!==t.connection&&this.follow()}getCardSize(){return 4}connectedCallback(){super.connectedCallback(),this.follow(),this.clock=setInterval(()=>this.now=Date.now(),vn)}disconnectedCallback(){super.disconnectedCallback(),this.leave?.(),this.leave=void 0,clearInterval(this.clock)}render(){let{config:t,t:r,format:s,feed:i}=this;if(!t)return u;if(!r||!s||!_t(r)||i.kind==="loading")return this.message("",!0);if(i.kind==="failed")return this.message(r("card_failed"));let a=Pe(i.points,t.device_id);return a?this.show(a,r,s):this.message(r(i.points.length?"card_point_gone":"card_no_points"))}message(t,r=!1){return d`<ha-card aria-busy=${r?"true":"false"}>
      <p class="message quiet" role="status">${t}</p>
    </ha-card>`}follow(){this.leave?.(),this.leave=void 0,!(!this.isConnected||!this.home)&&(this.leave=jt(this.home.connection).listen((t,r)=>{this.feed=t,this.heard?.(t,r)}))}};y([_()],v.prototype,"config",2),y([_()],v.prototype,"feed",2),y([_()],v.prototype,"t",2),y([_()],v.prototype,"now",2),y([we({attribute:!1,noAccessor:!0})],v.prototype,"hass",1);var $n=864e5,E=class extends v{constructor(){super(...arguments);this.zones="";this.redraw=()=>{this.requestUpdate()}}heard(t,r){r?this.pages?.hear(r):t.kind==="ready"&&this.pages?.again()}willUpdate(t){super.willUpdate(t);let{home:r,format:s,feed:i}=this;if(!r||!s||i.kind!=="ready")return;this.pages??=new Oe(r.connection,this.redraw);let a=Pe(i.points,this.config?.device_id);if(!a)return;let o=[s.timeZone,s.firstWeekday,a.time_zone].join();if(o!==this.zones&&(this.zones=o,this.calendar=new L(s.timeZone,s.firstWeekday),this.days=new L(a.time_zone,s.firstWeekday)),!this.days)return;let[l]=this.window(a,this.days);this.pages.want(a.key,Math.max(Date.parse(l)-$n,0))}window(t,r){let s=t.oldest_session===null?null:r.day(t.oldest_session);return Wt(this.range,r.day(new Date(this.now).toISOString()),s)}};function V({car_rates:n,rates:e}){return n.length?n:e}function G(n,e){return n.find(t=>Date.parse(t.start)<=e&&e<Date.parse(t.end))}var O=18e5,xn=48;function Me(n,e,t,r){return n.plans.flatMap(s=>{let i=s.blocks.filter(a=>Date.parse(a.end)>r);return i.length?[wn(s,i,n,e,t,r)]:[]})}function wn(n,e,t,r,s,i){let a=g=>g===null?"–":r.money(g,t.currency),o=g=>g===null?"–":r.energy(g),l=Math.floor(i/O)*O,c=[...e.map(g=>g.end),...n.ready_by===null?[]:[n.ready_by]],p=Math.min(Math.ceil(Math.max(...c.map(g=>Date.parse(g)))/O)*O,l+xn*O),h=V(t),m=[];for(let g=l;g<p;g+=O){let $=e.find(j=>Xt(j,g)>0)?.start,b=Math.max(g,$===void 0?g:Date.parse($));m.push({colour:k(G(h,b)?.band??null),share:Cn(e,g)})}let f=e.map(g=>({time:`${r.time(g.start)} – ${r.time(g.end)}`,energy:o(g.energy_kwh),cost:a(g.cost)}));return{heading:n.vehicle===null?s("card_plan"):s("card_plan_of",{vehicle:n.vehicle}),sum:[...n.energy_kwh===null?[]:[r.energy(n.energy_kwh)],...n.cost===null?[]:[a(n.cost)],...n.charge_percent===null?[]:[s("card_charge_now",{percent:r.percent(n.charge_percent/100)})],...st(n,r,s)].join(" · "),cells:m,first:r.time(l),last:r.time(p),label:s("card_plan_label",{times:f.map(g=>g.time).join(", ")}),rows:f}}function st({target_percent:n,ready_by:e},t,r){return n===null||e===null?[]:[r("card_target_by",{percent:t.percent(n/100),time:t.time(e)})]}function Cn(n,e){return n.reduce((t,r)=>t+Xt(r,e),0)/O}function Xt({start:n,end:e},t){return Math.max(Math.min(Date.parse(e),t+O)-Math.max(Date.parse(n),t),0)}function er(n,e,t,r){let s=n.live_session,i=s??n.last_session;if(!i)return null;let a=s?n.live_slots:n.last_slots,o=it(a,n.currency,e,t);return{live:s!==null,charging:n.charging,heading:t(s?n.charging?"card_charging_now":"card_charging_paused":"card_last_charge"),state:t(`card_state_${i.state}`),cost:i.cost===null?t("card_no_price"):e.money(i.cost,n.currency),energy:e.energy(i.energy_kwh),when:s?t("card_since",{time:`${e.day(s.start)}, ${e.time(s.start)}`}):`${e.span(i.start,i.end)} · ${e.duration(i.duration_min)}`,facts:s?kn(n,e,t,r):Tn(i,n.currency,e,t),plans:Me(n,e,t,r),bars:Sn(a),barsLabel:t("card_blocks_label",{from:e.time(i.start),to:e.time(i.end)}),rows:o,notes:Rn(i,n,e,t)}}function Z(n,e,t){return n.imported!==null&&n.imported<1?t("card_importing",{share:e.percent(n.imported)}):n.newest_reading===null?t("card_no_readings"):t(n.sees_live?"card_no_sessions":"card_no_sessions_no_mini")}function it(n,e,t,r){return n.map(s=>({time:t.time(s.start),energy:t.energy(s.energy_kwh),rate:s.unit_rate===null?"–":t.rate(s.unit_rate,e),cost:s.cost===null?"–":t.money(s.cost,e),colour:k(s.band),band:r(W(s.band))}))}function at(n,e){return`${n.sources.map(r=>e(`card_source_${r}`)).join(", ")} · ${e(`card_confidence_${n.confidence}`)}`}function Sn(n){let e=Math.max(...n.map(t=>t.energy_kwh),.001);return n.map(t=>({height:t.energy_kwh/e,colour:k(t.band)}))}function kn(n,e,t,r){let{power_kw:s,forecast:i,currency:a}=n,o=G(V(n),r);return tr(t,{power:s===null?null:e.power(s),rate_now:o?e.rate(o.unit_rate,a):null,finish:i?`${e.time(i.finish)} (${e.energy(i.energy_kwh)}, ${t(`card_basis_${i.basis}`)})`:null,finish_cost:i?.cost==null?null:e.money(i.cost,a),target:i?st(i,e,t)[0]??null:null})}function Tn(n,e,t,r){let{average_rate:s,cost:i,petrol_saving:a,reference_cost:o}=n,l=i===null||o===null?null:o-i;return tr(r,{average_rate:s===null?null:t.rate(s,e),saving:l===null||l<.005?null:t.money(l,e),source:at(n,r),type:n.type===null?null:r(`card_type_${n.type}`),vehicle:n.vehicle,added:An(n,t,r),per_mile:n.cost_per_mile===null?null:`≈ ${t.small(n.cost_per_mile,e)}`,petrol:a===null?null:t.money(a,e),carbon:Pn(n,t)})}function An(n,e,t){let{percent_added:r,percent_estimated:s,miles_added:i}=n,a=[...r===null?[]:[`${s?"≈ ":""}${e.percent(r/100)}`],...i===null?[]:[`≈ ${t("card_miles",{miles:e.number(i,0)})}`]];return a.length?a.join(" · "):null}function Pn({carbon_g:n,carbon_unknown_kwh:e},t){return n===null?null:`${(e??0)>0?"≥ ":""}${t.number(n/1e3,1)} kg CO₂`}function tr(n,e){return Object.entries(e).flatMap(([t,r])=>r===null?[]:[{key:t,label:n(`card_${t}`),value:r}])}function Rn(n,e,t,r){let{cost_low:s,cost_high:i,unpriced_kwh:a,note:o}=n,{currency:l,newest_reading:c,sees_live:p}=e,h=[];if(a>0&&n.cost!==null&&h.push(r("card_unpriced",{energy:t.energy(a)})),s!==null&&i!==null){let[f,g]=[t.money(s,l),t.money(i,l)];f!==g&&h.push(r("card_cost_between",{low:f,high:g}))}let{forecast:m}=e;if(m?.ready_by!=null&&Date.parse(m.finish)>Date.parse(m.ready_by)&&h.push(r("card_late",{finish:t.time(m.finish),ready:t.time(m.ready_by)})),!p&&c!==null){let f=`${t.day(c)}, ${t.time(c)}`;h.push(r("card_readings_until",{time:f}))}return o!==null&&h.push(o),h}function Fe(n,e){return d`<div class="scroll">
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
        ${n.map(t=>d`<tr>
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
  </div>`}var rr=x`
  .fields,
  form {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(140px, 1fr));
    gap: 8px 12px;
    align-items: end;
  }
  form {
    /* A date with its time takes so much in any language. */
    grid-template-columns: repeat(auto-fill, minmax(200px, 1fr));
  }
  .detail form {
    margin-top: 12px;
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
  td:not(:first-child) {
    white-space: nowrap;
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
`;var oe=18e5;function nr(n,e){return{type:K,point:n.point,session:n.id,order:e}}function sr(n){return{type:ke,point:n[0]?.point??"",sessions:n.map(e=>e.id)}}function ir(n,e,t){return{type:Te,point:n.point,session:n.id,at:t.instant(e)}}function ar({start:n,end:e},t){let[r,s]=[Date.parse(n),Date.parse(e)],i=Math.round((r+s)/2/oe)*oe,a=r<i&&i<s?i:(r+s)/2;return t.field(new Date(a).toISOString())}function or(n,{energy:e,start:t,end:r},s){return{type:Ae,point:n,start:s.instant(t),end:s.instant(r),energy_kwh:Number(e)}}function lr(n,e){let t=Math.floor(n/oe)*oe,r=s=>e.field(new Date(s).toISOString());return{energy:"",start:r(t-4*oe),end:r(t)}}function ot(n,e){return{energy:n.energy_kwh.toFixed(3),start:e.field(n.start),end:e.field(n.end),vehicle:n.vehicle_key??"",note:n.note??""}}function dr(n,e,t){let r=ot(n,t),s={};e.energy!==r.energy&&(s.energy_kwh=e.energy?Number(e.energy):null);for(let i of["start","end"])e[i]!==r[i]&&(s[i]=e[i]?t.instant(e[i]):null);for(let i of["vehicle","note"])e[i].trim()!==r[i]&&(s[i]=e[i].trim()||null);return Object.keys(s).length?{type:Se,point:n.point,session:n.id,...s}:null}function Dn(n,e,t){let r={point:n.point,session:t??e?.id};if(n.type===Ae)return{type:K,...r,order:"delete"};if(n.type===K)return{type:K,...r,order:"restore"};if(n.type===ke||n.type===Te)return{type:K,...r,order:"take_apart"};if(!e)return null;let s=o=>e.edited.includes(o),i={energy_kwh:s("energy")?e.energy_kwh:null,start:s("start")?e.start:null,end:s("end")?e.end:null,vehicle:e.vehicle_key,note:e.note},a=Object.fromEntries(Object.entries(i).filter(([o])=>o in n));return{type:Se,...r,...a}}var En={delete:"card_done_deleted",reject:"card_done_deleted",confirm:"card_done_confirmed",[ke]:"card_done_merged",[Te]:"card_done_split",[Ae]:"card_done_added",[Se]:"card_done_edited"},Ue=class{constructor(e,t){this.connection=e;this.changed=t;this.state={busy:!1,text:null,reason:null,undo:null}}async order(e,t){let r=En[typeof e.order=="string"?e.order:e.type]??null;return this.send(e,r,s=>Dn(e,t,s))}forget(){!this.state.busy&&!this.state.undo&&this.tell({busy:!1,text:null,reason:null,undo:null})}async undo(){let{undo:e}=this.state;return e?this.send(e,"card_done_undone",()=>null):!1}async send(e,t,r){if(this.state.busy)return!1;this.tell({...this.state,busy:!0});try{let s=await this.connection.sendMessagePromise(e);return this.tell({busy:!1,text:t,reason:null,undo:r(s.session)}),!0}catch(s){let{translation_key:i}=s??{},a=i===void 0?null:`exceptions.${i}.message`;return this.tell({busy:!1,text:"card_not_done",reason:a,undo:null}),!1}}tell(e){this.state=e,this.changed()}};/**
 * @license
 * Copyright 2020 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var{I:Gi}=Nt;var cr=n=>n.strings===void 0;/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var pr={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},lt=n=>(...e)=>({_$litDirective$:n,values:e}),Ne=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,r){this._$Ct=e,this._$AM=t,this._$Ci=r}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var le=(n,e)=>{let t=n._$AN;if(t===void 0)return!1;for(let r of t)r._$AO?.(e,!1),le(r,e);return!0},He=n=>{let e,t;do{if((e=n._$AM)===void 0)break;t=e._$AN,t.delete(n),n=e}while(t?.size===0)},ur=n=>{for(let e;e=n._$AM;n=e){let t=e._$AN;if(t===void 0)e._$AN=t=new Set;else if(t.has(n))break;t.add(n),Fn(e)}};function On(n){this._$AN!==void 0?(He(this),this._$AM=n,ur(this)):this._$AM=n}function Mn(n,e=!1,t=0){let r=this._$AH,s=this._$AN;if(s!==void 0&&s.size!==0)if(e)if(Array.isArray(r))for(let i=t;i<r.length;i++)le(r[i],!1),He(r[i]);else r!=null&&(le(r,!1),He(r));else le(this,n)}var Fn=n=>{n.type==pr.CHILD&&(n._$AP??=Mn,n._$AQ??=On)},Ie=class extends Ne{constructor(){super(...arguments),this._$AN=void 0}_$AT(e,t,r){super._$AT(e,t,r),ur(this),this.isConnected=e._$AU}_$AO(e,t=!0){e!==this.isConnected&&(this.isConnected=e,e?this.reconnected?.():this.disconnected?.()),t&&(le(this,e),He(this))}setValue(e){if(cr(this._$Ct))this._$Ct._$AI(e,this);else{let t=[...this._$Ct._$AH];t[this._$Ci]=e,this._$Ct._$AI(t,this,0)}}disconnected(){}reconnected(){}};/**
 * @license
 * Copyright 2020 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var dt=new WeakMap,hr=lt(class extends Ie{render(n){return u}update(n,[e]){let t=e!==this.G;return t&&this.rt(void 0),(t||this.lt!==this.ct)&&(this.G=e,this.ht=n.options?.host,this.rt(this.ct=n.element)),u}rt(n){if(this.G!==void 0)if(this.isConnected||(n=void 0),typeof this.G=="function"){let e=this.ht??globalThis,t=dt.get(e);t===void 0&&(t=new WeakMap,dt.set(e,t)),t.get(this.G)!==void 0&&this.G.call(this.ht,void 0),t.set(this.G,n),n!==void 0&&this.G.call(this.ht,n)}else this.G.value=n}get lt(){return typeof this.G=="function"?dt.get(this.ht??globalThis)?.get(this.G):this.G?.value}disconnected(){this.lt===this.ct&&this.rt(void 0)}reconnected(){this.rt(this.ct)}});var mr={range:"30",from:"",to:"",period:"day",measure:"energy",stack:"band",vehicle:"",type:""},Un={7:"day",30:"day",90:"week",365:"month",all:"month"},Nn=120,gr=["--primary-color","--accent-color","--success-color","--warning-color","--info-color"],Hn={smart:"--success-color",boost:"--warning-color",unplanned:"--error-color",mixed:"--info-color"};function Y(n){let{range:e,period:t,measure:r,stack:s}={...mr,...n},i={...mr,range:e,period:t,measure:r,stack:s};return n.period?i:ct(i,i.range)}function ct(n,e){return{...n,range:e,period:Un[e]??n.period}}function fr(n,e,t,r,s,i,a){let o=Re(n,e,t,s),l=De(o,t,s);return{found:o,chart:Ln(o,e,t,r,s,i,a),totals:In(l,r,i),unpriced:l.unpriced>0?a("card_unpriced",{energy:i.energy(l.unpriced)}):null}}function yr(n,e,t){return{session:n,byHand:n.sources.join()==="manual",day:t.day(n.start),time:`${t.time(n.start)} – ${t.time(n.end)}`,energy:t.energy(n.energy_kwh),rate:n.average_rate===null?"–":t.rate(n.average_rate,e),cost:n.cost===null?"–":t.money(n.cost,e)}}function pt(n,e,t){return e===w?t(`card_no_${n}`):n==="type"?t(`card_type_${e}`):e}function _r(n,e,t){let r=n.map(({key:i,name:a})=>[i,a]),s=!e||n.some(({key:i})=>i===e)?[]:[[e,e]];return[["",t("card_vehicle_found")],...r,...s]}function In(n,e,t){let s=o=>o===null||!n.count?null:o/n.count,i=o=>o===null?"–":t.money(o,e),a=s(n.energy);return[{key:"count",value:t.number(n.count,0)},{key:"energy",value:t.energy(n.energy)},{key:"cost",value:i(n.cost)},{key:"average_rate",value:n.rate===null?"–":t.rate(n.rate,e)},{key:"energy_each",value:a===null?"–":t.energy(a)},{key:"cost_each",value:i(s(n.cost))}]}function Ln(n,e,t,r,s,i,a){let o=Gt(n,e,t,s).slice(-Nn),l=Zt(o,e.stack).map((m,f)=>({part:m,colour:Bn(e.stack,m,f)})),c=Math.max(...o.map(m=>Vn(m.parts)),0),p=m=>zn(m,e.measure,r,i),h=m=>jn(m,e.period,i);return{bars:o.map(m=>({title:`${h(m.day)}: ${p(m.sum)}`,segments:l.flatMap(({part:f,colour:g})=>{let $=m.parts.get(f)??0;return $>0?[{height:$/c,colour:g}]:[]})})),legend:l.map(({part:m,colour:f})=>({name:qn(e.stack,m,a),colour:f})),top:p(c),first:o.slice(0,1).map(m=>h(m.day)).join(""),last:o.slice(1).slice(-1).map(m=>h(m.day)).join(""),label:a(`card_chart_${e.measure}`,{from:i.localDay(t[0]),to:i.localDay(t[1])})}}function Vn(n){return[...n.values()].reduce((e,t)=>e+Math.max(t,0),0)}function zn(n,e,t,r){return e==="energy"?r.energy(n):r.money(n,t)}function jn(n,e,t){switch(e){case"year":return n.slice(0,4);case"month":return t.localMonth(n);default:return t.localDay(n)}}function qn(n,e,t){return n==="band"?t(W(e)):pt(n,e,t)}function Bn(n,e,t){if(n==="band")return k(e);if(e===w)return"var(--disabled-color)";let r=n==="type"?Hn[e]:gr[t%gr.length];return`var(${String(r)})`}var br=["start","end","energy_kwh","cost","average_rate","unpriced_kwh","reference_cost","type","vehicle","state","confidence","note"];function vr(n){let e=n.map(t=>br.map(r=>Kn(t[r])));return[br,...e].map(t=>`${t.join(",")}\r
`).join("")}function Kn(n){if(n===null)return"";let e=String(n),t=typeof n=="string"&&/^[=+\-@\t\r]/.test(e)?`'${e}`:e;return/[",\r\n]/.test(t)?`"${t.replaceAll('"','""')}"`:t}function de(n,e,t,r,s){return d`<label>
    <span>${r}</span>
    <select
      name=${n}
      .value=${e}
      @change=${i=>{s(i.target.value)}}
    >
      ${t.map(([i,a])=>d`<option value=${i} ?selected=${i===e}>${a}</option>`)}
    </select>
  </label>`}function $r(n,e,t){return e.map(r=>[r,t(`card_${n}_${r}`)])}function Le(n,e,t,r){let s=i=>d`<label>
      <span>${e(`card_choose_${i}`)}</span>
      <input
        type="date"
        name=${i}
        .value=${n[i]}
        @change=${a=>{r({[i]:a.target.value})}}
      />
    </label>`;return d`${de("range",n.range,$r("range",["7","30","90","365","all","free"],e),e("card_choose_range"),i=>{t(i)})}${n.range==="free"?d`${s("from")}${s("to")}`:u}`}function xr(n,e,t,r){let s=a=>{let o=Yt(e,a);if(o.length<2&&!n[a])return u;let l=o.map(p=>[p,pt(a,p,t)]),c=t(`card_choose_${a}`);return de(a,n[a],[["",t("card_all")],...l],c,p=>{r({[a]:p})})},i=(a,o)=>de(a,n[a],$r(a,o,t),t(`card_choose_${a}`),l=>{r({[a]:l})});return d`${i("measure",["energy","cost"])}${i("period",["day","week","month","year"])}
  ${i("stack",["band","type","vehicle"])}${s("vehicle")}${s("type")}`}function wr(n){let e=document.createElement("a");e.href=URL.createObjectURL(new Blob([vr(n)],{type:"text/csv"})),e.download="charging-sessions.csv",e.click(),URL.revokeObjectURL(e.href)}function Cr({chart:n}){return d`<figure>
    <div class="top quiet" aria-hidden="true">${n.top}</div>
    <div class="chart" role="img" aria-label=${n.label}>
      ${n.bars.map(e=>d`<div class="bar" title=${e.title}>
            ${e.segments.map(t=>d`<span style="height:${t.height*100}%;background:${t.colour}"></span>`)}
          </div>`)}
    </div>
    <div class="axis quiet" aria-hidden="true"><span>${n.first}</span><span>${n.last}</span></div>
    <figcaption class="quiet">
      ${n.legend.map(e=>d`<span class="item"
            ><span class="swatch" style="background:${e.colour}"></span>${e.name}</span
          >`)}
    </figcaption>
  </figure>`}function ut(n,e,t,r,s,i=!1){let a=e==="number";return d`<label>
    <span>${r(`card_edit_${n}`)}</span>
    <input
      name=${n}
      type=${e}
      step=${a?"0.001":u}
      min=${a?"0.001":u}
      max=${a?"1000":u}
      maxlength=${e==="text"?"500":u}
      ?required=${i}
      .value=${t}
      @input=${o=>{s(o.target.value)}}
    />
  </label>`}function ht(n,e,t,{save:r,cancel:s}){return d`<form
    ${hr(Wn)}
    class=${n}
    aria-label=${t(`card_${n}`)}
    @submit=${i=>{i.preventDefault(),r()}}
  >
    ${e}
    <div class="actions">
      <button type="submit" class="main">${t("card_save")}</button>
      <button type="button" @click=${s}>${t("card_cancel")}</button>
    </div>
  </form>`}function Wn(n){queueMicrotask(()=>n?.querySelector("input")?.focus())}function Sr(n,e,t,r,s){let i=(o,l)=>ut(o,l,n[o],t,c=>{r({[o]:c})}),a=e.length?de("vehicle",n.vehicle,_r(e,n.vehicle,t),t("card_edit_vehicle"),o=>{r({vehicle:o})}):i("vehicle","text");return ht("edit",d`${i("energy","number")}${i("start","datetime-local")}${i("end","datetime-local")}
    ${a}${i("note","text")}`,t,s)}function kr(n,e,t,r){return ht("split",ut("at","datetime-local",n,e,t,!0),e,r)}function Tr(n,e,t,r){let s=(a,o)=>ut(a,o,n[a],e,l=>{t({[a]:l})},!0),i=d`${s("start","datetime-local")}${s("end","datetime-local")}${s("energy","number")}`;return ht("add",i,e,r)}var mt=25,C=class extends E{constructor(){super(...arguments);this.choice=Y({});this.shown=mt;this.open=null;this.detail=null;this.draft=null;this.cut=null;this.addition=null;this.picked=new Set}static{this.styles=[...E.styles,B,rr]}static{this.getConfigForm=()=>D({name:"range",selector:{select:{mode:"dropdown",options:["7","30","90","365","all"]}}},{name:"measure",selector:{select:{mode:"dropdown",options:["energy","cost"]}}},{name:"stack",selector:{select:{mode:"dropdown",options:["band","type","vehicle"]}}})}static{this.getStubConfig=()=>({})}setConfig(t){super.setConfig(t),this.choice=Y(t)}getCardSize(){return 10}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}get range(){return this.choice}show(t,r,s){let{pages:i,calendar:a,days:o,choice:l}=this;if(!i||!a||!o)return this.message("",!0);let c=fr(i.sessions,l,this.window(t,o),t.currency,o,s,r);return d`<ha-card aria-busy=${i.state==="loading"?"true":"false"}>
      <div class="head">
        <ha-icon icon="mdi:history"></ha-icon>
        <h2>${this.config?.title??r("card_history")}</h2>
        ${t.may_edit?d`<button
                type="button"
                class="add"
                aria-expanded=${this.addition?"true":"false"}
                @click=${()=>{this.edits?.forget(),this.addition=this.addition?null:lr(this.now,a)}}
              >
                ${r("card_add")}
              </button>`:u}
        <button
          type="button"
          class="export"
          ?disabled=${!c.found.length}
          @click=${()=>{wr(c.found)}}
        >
          ${r("card_export")}
        </button>
      </div>
      ${this.adding(t,r)}
      <div class="fields">
        ${Le(l,r,p=>{this.choose(ct(this.choice,p))},p=>{this.choose(p)})}
      </div>
      <details>
        <summary>${r("card_view")}</summary>
        <div class="fields">
          ${xr(l,i.sessions,r,p=>{this.choose(p)})}
        </div>
      </details>
      ${this.status(r)} ${this.body(c,t,r,s)}
    </ha-card>`}body(t,r,s,i){let a=this.pages?.state;if(a==="failed")return d`<p class="message quiet" role="alert">${s("card_history_failed")}</p>
        <div class="actions">
          <button type="button" @click=${()=>{this.pages?.again()}}>${s("card_again")}</button>
        </div>`;if(!t.found.length){let o=r.last_session?s("card_none_in_range"):Z(r,i,s);return d`<p class="message quiet" role="status">
        ${a==="loading"?s("card_loading"):o}
      </p>`}return d`${Cr(t)}
      <dl>
        ${t.totals.map(o=>d`<div>
              <dt>${s(`card_${o.key}`)}</dt>
              <dd class=${o.key}>${o.value}</dd>
            </div>`)}
      </dl>
      ${t.unpriced?d`<p class="quiet">${t.unpriced}</p>`:u}
      ${this.list(t.found,r,s,i)}`}adding(t,r){let{addition:s,calendar:i}=this;return!s||!i?u:Tr(s,r,a=>this.addition={...s,...a},{save:()=>{this.add(or(t.key,this.addition??s,i))},cancel:()=>this.addition=null})}status(t){let r=this.edits?.state;return d`<div class=${r?.text?"status":"hidden"} role="status">
      ${r?.reason?d`<span>${t(r.reason)}</span>`:u}
      ${r?.text?d`<span>${t(r.text)}</span>`:u}
      ${r?.undo?d`<button
              type="button"
              class="undo"
              ?disabled=${r.busy}
              @click=${()=>{this.edits?.undo()}}
            >
              ${t("card_undo")}
            </button>`:u}
    </div>`}list(t,r,s,i){return d`<table>
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
          ${t.slice(0,this.shown).map(a=>this.line(a,r,s,i))}
        </tbody>
      </table>
      <div class="actions">
        ${t.length>this.shown?d`<button type="button" @click=${()=>this.shown+=4*mt}>${s("card_more")}</button>`:u}
        ${this.picked.size>1?d`<button type="button" @click=${()=>{this.merge(t)}}>${s("card_merge")}</button>`:u}
      </div>`}line(t,r,s,i){let a=yr(t,r.currency,i),o=this.open===t.id;return d`<tr>
        <td>
          <button
            type="button"
            class="row"
            aria-expanded=${o?"true":"false"}
            @click=${()=>{this.toggle(t)}}
          >
            <span>${a.day}</span> <span class="quiet">${a.time}</span>
            ${a.byHand?d`<span class="chip">${s("card_by_hand")}</span>`:u}
          </button>
        </td>
        <td>${a.energy}</td>
        <td class="wide">${a.rate}</td>
        <td>${a.cost}</td>
      </tr>
      ${o?d`<tr class="detail">
              <td colspan="4">${this.details(t,r,s,i)}</td>
            </tr>`:u}`}details(t,r,s,i){let a=this.detail?.session.id===t.id?this.detail.slots:[];return d`<p class="quiet">
        ${[s(`card_state_${t.state}`),at(t,s),...t.type===null?[]:[s(`card_type_${t.type}`)],...t.vehicle===null?[]:[t.vehicle],...t.edited.length?[s("card_edited")]:[]].join(" · ")}
      </p>
      ${t.note===null?u:d`<p>${t.note}</p>`}
      ${Fe(it(a,r.currency,i,s),s)}
      ${r.may_edit&&t.state!=="live"?this.orders(t,r,s):u}`}orders(t,r,s){let{draft:i,cut:a,calendar:o,edits:l}=this;if(!o)return d``;if(i)return Sr(i,r.vehicles,s,h=>this.draft={...i,...h},{save:()=>{let h=dr(t,this.draft??i,o);this.draft=null,h&&this.order(h,t)},cancel:()=>this.draft=null});if(a!==null)return kr(a,s,h=>this.cut=h,{save:()=>{let h=ir(t,this.cut??a,o);this.cut=null,this.order(h,t)},cancel:()=>this.cut=null});let c=l?.state.busy??!1,p=h=>d`<button
        type="button"
        class=${h}
        ?disabled=${c}
        @click=${()=>{this.order(nr(t,h),t)}}
      >
        ${s(`card_${h}`)}
      </button>`;return d`<div class="actions">
      <button type="button" class="edit" @click=${()=>this.draft=ot(t,o)}>
        ${s("card_edit")}
      </button>
      <button type="button" class="split" @click=${()=>this.cut=ar(t,o)}>
        ${s("card_split")}
      </button>
      ${p("confirm")}${p("delete")}${p("reject")}
      <label class="pick">
        <input
          type="checkbox"
          .checked=${this.picked.has(t.id)}
          @change=${()=>{this.pick(t.id)}}
        />
        <span>${s("card_pick")}</span>
      </label>
    </div>`}get edits(){return this.home&&(this.editor??=new Ue(this.home.connection,this.redraw)),this.editor}choose(t){this.choice={...this.choice,...t},this.shown=mt}async toggle(t){if(this.draft=this.cut=null,this.edits?.forget(),this.open=this.open===t.id?null:t.id,this.open===null||!this.home)return;let r={type:Vt,point:t.point,session:t.id};try{this.detail=await this.home.connection.sendMessagePromise(r)}catch{this.detail=null}}pick(t){let r=new Set(this.picked);r.delete(t)||r.add(t),this.picked=r}async order(t,r){await this.edits?.order(t,r)&&(this.open=null,this.focusOn("button.undo"))}async add(t){await this.edits?.order(t,null)&&(this.addition=null)}async merge(t){let r=t.filter(i=>this.picked.has(i.id));this.picked=new Set;let s=r[0];s&&r.length>1&&await this.order(sr(r),s)}async focusOn(t){await this.updateComplete,this.renderRoot.querySelector(t)?.focus()}};y([_()],C.prototype,"choice",2),y([_()],C.prototype,"shown",2),y([_()],C.prototype,"open",2),y([_()],C.prototype,"detail",2),y([_()],C.prototype,"draft",2),y([_()],C.prototype,"cut",2),y([_()],C.prototype,"addition",2),y([_()],C.prototype,"picked",2);var Ar=x`
  .current {
    font-size: var(--ha-font-size-xl, 20px);
  }
  .payers {
    display: flex;
    gap: 8px;
  }
  h3 {
    margin: 0 0 4px;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .chart {
    display: flex;
    gap: 1px;
    height: 96px;
    padding-bottom: 8px;
  }
  .slot {
    position: relative;
    flex: 1;
    max-width: 24px;
    min-width: 0;
  }
  .slot.past .price {
    opacity: 0.5;
  }
  .slot.now {
    outline: 2px solid var(--primary-text-color);
    outline-offset: 1px;
    border-radius: 2px;
  }
  .price {
    position: absolute;
    inset-inline: 0;
    border-radius: 2px 2px 0 0;
  }
  .mark {
    height: 4px;
    border-radius: 2px;
  }
  .mark.charged {
    background: var(--primary-text-color);
  }
  .mark.planned {
    background: repeating-linear-gradient(90deg, var(--primary-color) 0 3px, transparent 3px 5px);
  }
  .slot .mark {
    position: absolute;
    inset-inline: 0;
    bottom: -8px;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
  }
  .legend .mark {
    display: inline-block;
    width: 16px;
    margin-inline-end: 6px;
    vertical-align: middle;
  }
  .cheapest {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 8px 16px;
  }
  .cheapest label {
    width: 150px;
  }
  .cheapest p {
    flex: 1;
    min-width: 180px;
  }
`;var z=18e5,Rr=36e5,Gn=7;function Dr(n,e,t,r,s,i){let{currency:a,charged:o,planned:l}=n,c=e==="car"?V(n):n.rates;if(!c.length)return null;let p=Qn(c),h=p.findIndex(b=>es(i,b)),m=p[h+1],f=b=>r.rate(b.unit_rate,a),g=Jn(c,t).map(([b,j])=>({day:b,name:r.day(new Date(j[0].at).toISOString()),label:s("card_rates_label",{day:r.localDay(b)}),bars:Xn(j,c,n,r,i)})),$=G(p,i);return{now:$?s("card_rate_until",{rate:f($),time:r.time($.end)}):null,next:$&&m?s("card_rate_from",{rate:f(m),time:r.time(m.start)}):null,days:g,rows:p.map(b=>({time:`${r.day(b.start)}, ${r.time(b.start)} – ${r.time(b.end)}`,rate:f(b),band:s(W(b.band)),colour:k(b.band)})),marks:[...o.length?["charged"]:[],...l.length?["planned"]:[]]}}function Zn(n,e,t,r){let s=e/t*Rr;if(!(s>0))return null;let i=Math.floor(r/z)*z,a=[r,...Or(i+z,Date.parse(n.at(-1)?.end??""))],o=null;for(let l of a){let c=Yn(n,l,l+s,t);c!==null&&(!o||c<o.cost-1e-9)&&(o={start:l,end:l+s,cost:c})}return o}function Er(n,e,t,r,s){let i=n.charger_power_kw??Gn,a=Zn(V(n),e,i,s);if(!a)return r("card_no_cheapest");let o=t.span(new Date(a.start).toISOString(),new Date(a.end).toISOString());return r("card_cheapest",{span:o,cost:t.money(a.cost,n.currency),power:t.power(i)})}function Yn(n,e,t,r){let s=0,i=0;for(let a of n){let o=Math.min(t,Date.parse(a.end))-Math.max(e,Date.parse(a.start));o>0&&(i+=o,s+=o/Rr*r*a.unit_rate)}return i>=t-e-1?s:null}function Qn(n){let e=[];for(let t of n){let r=e.at(-1);r?.end===t.start&&r.unit_rate===t.unit_rate&&r.band===t.band?e[e.length-1]={...r,end:t.end}:e.push(t)}return e}function Jn(n,e){let t=new Map;for(let r of n)for(let s of Or(Date.parse(r.start),Date.parse(r.end))){let i=e.day(new Date(s).toISOString()),a=t.get(i);a?a.push({at:s,rate:r}):t.set(i,[{at:s,rate:r}])}return[...t]}function Xn(n,e,t,r,s){let i=e.map(l=>l.unit_rate),a=Math.min(0,...i),o=Math.max(0,...i)-a||1;return n.map(({at:l,rate:c})=>{let p=c.unit_rate;return{title:`${r.time(l)}: ${r.rate(p,t.currency)}`,colour:k(c.band),bottom:(Math.min(0,p)-a)/o,height:Math.abs(p)/o,now:l<=s&&s<l+z,past:l+z<=s,charged:Pr(l,t.charged),planned:Pr(l,t.planned)}})}function Or(n,e){let t=[];for(let r=n;r<e;r+=z)t.push(r);return t}function es(n,{start:e,end:t}){return Date.parse(e)<=n&&n<Date.parse(t)}function Pr(n,e){return e.some(({start:t,end:r})=>Date.parse(t)<n+z&&n<Date.parse(r))}var Mr=10,Q=class extends v{constructor(){super(...arguments);this.energy=Mr;this.payer="car"}static{this.styles=[...v.styles,B,Ar]}static{this.getConfigForm=()=>D({name:"energy_kwh",selector:{number:{min:1,max:200,step:1,unit_of_measurement:"kWh",mode:"box"}}})}static{this.getStubConfig=()=>({})}setConfig(t){super.setConfig(t),this.energy=t.energy_kwh??Mr}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}show(t,r,s){let i=new L(s.timeZone,s.firstWeekday),a=Dr(t,this.payer,i,s,r,this.now),o=d`<div class="head">
      <ha-icon icon="mdi:chart-bar"></ha-icon>
      <h2>${this.config?.title??r("card_rates")}</h2>
    </div>`;return a?d`<ha-card>
      ${o} ${t.car_rates.length?this.payers(r):u}
      <div class="current">${a.now??r("card_band_none")}</div>
      ${a.next?d`<p class="quiet">${a.next}</p>`:u}
      ${a.days.map(l=>this.day(l))}
      ${a.days.length<2?d`<p class="quiet">${r("card_no_tomorrow")}</p>`:u}
      ${a.marks.length?d`<p class="legend quiet">
              ${a.marks.map(l=>d`<span><span class="mark ${l}"></span>${r(`card_${l}`)}</span>`)}
            </p>`:u}
      <div class="cheapest">
        <label>
          <span>${r("card_cheapest_for")}</span>
          <input
            type="number"
            name="energy"
            min="1"
            max="200"
            .value=${String(this.energy)}
            @input=${l=>this.energy=Number(l.target.value)}
          />
        </label>
        <p role="status">${Er(t,this.energy,s,r,this.now)}</p>
      </div>
      <details>
        <summary>${r("card_rates_table")}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">${r("card_column_when")}</th>
              <th scope="col">${r("card_column_rate")}</th>
            </tr>
          </thead>
          <tbody>
            ${a.rows.map(l=>d`<tr>
                  <td>
                    <span class="swatch" style="background:${l.colour}"></span>${l.time}
                    <span class="hidden">${l.band}</span>
                  </td>
                  <td>${l.rate}</td>
                </tr>`)}
          </tbody>
        </table>
      </details>
    </ha-card>`:d`<ha-card
        >${o}
        <p class="message quiet" role="status">${r("card_no_rates")}</p></ha-card
      >`}payers(t){return d`<div class="payers" role="group" aria-label=${t("card_rates_of")}>
      ${["car","home"].map(r=>d`<button
            type="button"
            class=${r===this.payer?"main":""}
            aria-pressed=${r===this.payer?"true":"false"}
            @click=${()=>this.payer=r}
          >
            ${t(`card_rates_${r}`)}
          </button>`)}
    </div>`}day(t){return d`<section>
      <h3 class="quiet">${t.name}</h3>
      <div class="chart" role="img" aria-label=${t.label}>
        ${t.bars.map(r=>d`<div class="slot ${r.now?"now":""} ${r.past?"past":""}" title=${r.title}>
              <span
                class="price"
                style="bottom:${r.bottom*100}%;height:${Math.max(r.height*100,1)}%;background:${r.colour}"
              ></span>
              ${r.charged?d`<span class="mark charged"></span>`:u}
              ${r.planned?d`<span class="mark planned"></span>`:u}
            </div>`)}
      </div>
    </section>`}};y([_()],Q.prototype,"energy",2),y([_()],Q.prototype,"payer",2);var Fr=x`
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(140px, 1fr));
    gap: 8px 12px;
  }
  h3 {
    margin: 0 0 4px;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .gauge {
    display: flex;
    height: 12px;
    margin-bottom: 4px;
    border-radius: 6px;
    overflow: hidden;
    background: var(--divider-color);
  }
  .gauge .used {
    background: var(--primary-color);
  }
  .gauge .planned {
    background: repeating-linear-gradient(90deg, var(--primary-color) 0 3px, transparent 3px 5px);
  }
  .headline {
    font-size: var(--ha-font-size-xl, 20px);
  }
  dl {
    margin: 0;
    display: grid;
    gap: 8px;
  }
  dt {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  dd {
    margin: 0;
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .bar {
    height: 12px;
    min-width: 2px;
    border-radius: 3px;
    background: var(--secondary-text-color);
  }
  .paid .bar {
    background: var(--primary-color);
  }
`;var ts=4.54609;function Ur(n,e,t,r,s,i,a){let o=De(n,r,s),l=nt(n,r);if(o.cost===null)return null;let c=l.filter(S=>S.cost!==null&&S.reference_cost!==null),p=gt(c,"reference_cost"),h=gt(c,"cost"),m=gt(l,"excess"),f=rs(l,e),g=S=>i.money(S,t),$=(S,pe)=>i.above(S,pe,t),b=[["paid",o.cost],...c.length?[["standard",p]]:[],["cheapest_hours",o.cost-m],...f?[["petrol",f.cost]]:[]],j=Math.max(...b.map(([,S])=>S),.01),Kr=p-h;return{headline:c.length&&p>0?a("card_saved_headline",{saved:$(p,h),share:i.percent(Kr/p)}):a("card_paid_headline",{cost:g(o.cost)}),lines:b.map(([S,pe])=>({key:S,label:a(`card_savings_${S}`),value:g(pe),share:Math.max(pe,0)/j})),notes:[...m>=.005?[a("card_excess",{excess:$(o.cost,o.cost-m)})]:[],...f?[a("card_petrol_saved",{saved:$(f.cost,f.paid)})]:[],...f&&f.count<f.of?[a("card_petrol_part",{count:i.number(f.count,0),all:i.number(f.of,0)})]:[],...o.unpriced>0?[a("card_unpriced",{energy:i.energy(o.unpriced)})]:[]]}}function rs(n,e){let t={cost:0,paid:0,count:0,of:0};for(let{cost:r,petrol_saving:s,energy_kwh:i,unpriced_kwh:a}of n){if(r===null)continue;t.of+=1;let o=s===null?ns(i-a,e):s+r;o!==null&&(t.cost+=o,t.paid+=r,t.count+=1)}return t.count?t:null}function ns(n,e){let{miles_per_kwh:t,miles_per_gallon:r,petrol_price:s}=e;return!t||!r||!s?null:n*t/r*ts*s}function gt(n,e){return n.reduce((t,r)=>t+(r[e]??0),0)}function Nr(n,e,t){if(!n)return null;let{allowance_min:r,used_min:s,planned_min:i}=n,a=Math.max(r-s,0),o=i-a;return{used:Math.min(s/r,1),planned:Math.min(i,a)/r,text:t("card_cap_used",{used:e.duration(s),allowance:e.duration(r)}),warning:o>0?t("card_cap_beyond",{beyond:e.duration(o)}):null}}var ft=(n,e,t)=>({name:n,selector:{number:{min:0,max:e,step:t,mode:"box"}}}),ce=class extends E{constructor(){super(...arguments);this.range=Y({})}static{this.styles=[...E.styles,B,Fr]}static{this.getConfigForm=()=>D({name:"range",selector:{select:{mode:"dropdown",options:["7","30","90","365","all"]}}},ft("miles_per_kwh",10,.1),ft("miles_per_gallon",150,1),ft("petrol_price",10,.001))}static{this.getStubConfig=()=>({})}setConfig(t){super.setConfig(t),this.range=Y(t)}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}show(t,r,s){let{pages:i,days:a,range:o}=this;if(!i||!a)return this.message("",!0);let l=this.window(t,a),c=Re(i.sessions,o,l,a);return d`<ha-card aria-busy=${i.state==="loading"?"true":"false"}>
      <div class="head">
        <ha-icon icon="mdi:piggy-bank-outline"></ha-icon>
        <h2>${this.config?.title??r("card_savings")}</h2>
      </div>
      <div class="fields">
        ${Le(o,r,p=>this.range={...this.range,range:p},p=>this.range={...this.range,...p})}
      </div>
      ${this.cap(Nr(t.cap,s,r),r)}
      ${this.body(Ur(c,this.config??{},t.currency,l,a,s,r),t,r,s)}
    </ha-card>`}cap(t,r){return t?d`<section>
      <h3 class="quiet">${r("card_cap")}</h3>
      <div
        class="gauge"
        role="meter"
        aria-label=${r("card_cap")}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(t.used*100)}
        aria-valuetext=${t.text}
      >
        <span class="used" style="width:${t.used*100}%"></span>
        <span class="planned" style="width:${t.planned*100}%"></span>
      </div>
      <p class="quiet">${t.text}</p>
      ${t.warning?d`<p>${t.warning}</p>`:u}
    </section>`:u}body(t,r,s,i){if(this.pages?.state==="failed")return d`<p class="message quiet" role="alert">${s("card_history_failed")}</p>`;if(!t){let a=r.last_session?s("card_none_in_range"):Z(r,i,s);return d`<p class="message quiet" role="status">
        ${this.pages?.state==="loading"?s("card_loading"):a}
      </p>`}return d`<p class="headline">${t.headline}</p>
      <dl>
        ${t.lines.map(a=>d`<div class=${a.key}>
              <dt>${a.label}</dt>
              <dd><span class="bar" style="width:${a.share*70}%"></span><span>${a.value}</span></dd>
            </div>`)}
      </dl>
      ${t.notes.map(a=>d`<p class="quiet">${a}</p>`)}`}};y([_()],ce.prototype,"range",2);var Hr=x`
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
  h3 {
    margin: 0;
    font-size: inherit;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .strip {
    display: flex;
    align-items: flex-end;
    gap: 1px;
    height: 28px;
    margin-top: 6px;
  }
  .strip span {
    flex: 1;
    min-width: 0;
    height: 4px;
    border-radius: 2px;
    opacity: 0.6;
  }
  .strip span.on {
    height: calc(8px + 20px * var(--share));
    opacity: 1;
  }
  .axis {
    display: flex;
    justify-content: space-between;
  }
  ul {
    list-style: none;
    margin: 4px 0 0;
    padding: 0;
    font-variant-numeric: tabular-nums;
  }
  li {
    display: grid;
    grid-template-columns: 1fr auto minmax(56px, auto);
    gap: 12px;
    padding: 2px 0;
  }
  li span:not(:first-child) {
    text-align: end;
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
`;var Ve=class extends v{static{this.styles=[...v.styles,Hr]}static{this.getConfigForm=()=>D()}static{this.getStubConfig=()=>({})}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}show(e,t,r){let s=er(e,r,t,this.now),i=this.config?.title;return s?d`<ha-card>
      ${this.head(i??s.heading,s)}
      <div class="figures" aria-live="polite">
        <span class="cost">${s.cost}</span>
        <span class="energy">${s.energy}</span>
      </div>
      <p class="quiet">${s.when}</p>
      ${this.bars(s)}
      <dl>
        ${s.facts.map(a=>d`<div class=${a.key}>
              <dt>${a.label}</dt>
              <dd>${a.value}</dd>
            </div>`)}
      </dl>
      ${s.plans.map(a=>this.plan(a))}
      ${s.notes.map(a=>d`<p class="quiet">${a}</p>`)}
      <details>
        <summary>${t("card_half_hours")}</summary>
        ${Fe(s.rows,t)}
      </details>
    </ha-card>`:d`<ha-card>
        ${this.head(i??t("card_last_charge"),null)}
        <p class="message quiet" role="status">${Z(e,r,t)}</p>
        ${Me(e,r,t,this.now).map(a=>this.plan(a))}
      </ha-card>`}head(e,t){let r=t?.charging?"mdi:ev-plug-type2":"mdi:ev-station";return d`<div class="head">
      <ha-icon class=${t?.charging?"charging":""} icon=${r}></ha-icon>
      <h2>${e}</h2>
      ${t?d`<span class="chip ${t.live?"live":""}">${t.state}</span>`:u}
    </div>`}plan(e){return d`<section class="plan">
      <h3>${e.heading}</h3>
      <p class="quiet">${e.sum}</p>
      <div class="strip" role="img" aria-label=${e.label}>
        ${e.cells.map(t=>d`<span
              class=${t.share>0?"on":""}
              style="--share:${t.share};background:${t.colour}"
            ></span>`)}
      </div>
      <div class="axis quiet" aria-hidden="true"><span>${e.first}</span><span>${e.last}</span></div>
      <ul>
        ${e.rows.map(t=>d`<li><span>${t.time}</span><span>${t.energy}</span><span>${t.cost}</span></li>`)}
      </ul>
    </section>`}bars(e){return d`<div class="bars" role="img" aria-label=${e.barsLabel}>
      ${e.bars.map(t=>d`<span style="height:${Math.max(t.height*100,3)}%;background:${t.colour}"></span>`)}
    </div>`}};var ss=["session","rates","savings"];async function zr(n){return T(await n.loadBackendTranslation("common","octopus_ev"))("card_dashboard")}async function jr(n){let e=T(await n.loadBackendTranslation("common","octopus_ev")),t=Object.values(n.entities).filter(l=>l.platform==="octopus_ev"),r=Vr(t.filter(l=>l.translation_key==="charging_session")),s=Vr(t).filter(l=>!r.includes(l)),i=l=>n.devices[l]?.name_by_user??n.devices[l]?.name??e("card_dashboard"),a=s.map(l=>is(l,i(l),t)),o=r.length?r:[void 0];return{title:e("card_dashboard"),views:o.map((l,c)=>({title:o.length>1&&l!==void 0?i(l):e("card_dashboard"),path:`ev-${c+1}`,icon:"mdi:ev-station",type:"sections",max_columns:3,sections:[...ss.map(p=>yt(Ir(p,l))),...(c===0?a:[]).map(Lr),Lr(yt(Ir("history",l)))]}))}}function Ir(n,e){return{type:`custom:octopus-ev-${n}-card`,...e===void 0?{}:{device_id:e},...n==="history"?{grid_options:{columns:"full"}}:{}}}function is(n,e,t){let r=t.filter(s=>s.device_id===n&&!s.hidden&&s.entity_category===void 0);return yt({type:"heading",heading:e,icon:"mdi:car-electric"},...r.map(s=>({type:"tile",entity:s.entity_id,name:{type:"entity"}})))}function Lr(n){return{...n,column_span:3}}function yt(...n){return{type:"grid",cards:n}}function Vr(n){return[...new Set(n.flatMap(e=>e.device_id??[]))]}var ze=class extends HTMLElement{static{this.noEditor=!0}static async generate(e,t){return jr(t)}static async getCreateSuggestions(e){return{title:await zr(e),icon:"mdi:ev-station"}}};var as={"octopus-ev-history-card":C,"octopus-ev-rates-card":Q,"octopus-ev-savings-card":ce,"octopus-ev-session-card":Ve,"ll-strategy-dashboard-octopus-ev":ze};for(let[n,e]of Object.entries(as))customElements.get(n)||customElements.define(n,e);var Br=()=>document.querySelector("home-assistant")?.hass,qr=window;vt([...qr.customCards??[],...qr.customStrategies??[]],Br);je(Br);
