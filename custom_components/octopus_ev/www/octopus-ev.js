var hr=Object.defineProperty;var mr=Object.getOwnPropertyDescriptor;var y=(n,e,t,r)=>{for(var s=r>1?void 0:r?mr(e,t):e,i=n.length-1,o;i>=0;i--)(o=n[i])&&(s=(r?o(e,t,s):o(s))||s);return r&&s&&hr(e,t,s),s};/**
 * @license
 * Copyright 2019 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var ie=globalThis,oe=ie.ShadowRoot&&(ie.ShadyCSS===void 0||ie.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Se=Symbol(),Xe=new WeakMap,q=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==Se)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(oe&&e===void 0){let r=t!==void 0&&t.length===1;r&&(e=Xe.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),r&&Xe.set(t,e))}return e}toString(){return this.cssText}},et=n=>new q(typeof n=="string"?n:n+"",void 0,Se),$=(n,...e)=>{let t=n.length===1?n[0]:e.reduce((r,s,i)=>r+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+n[i+1],n[0]);return new q(t,n,Se)},tt=(n,e)=>{if(oe)n.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let r=document.createElement("style"),s=ie.litNonce;s!==void 0&&r.setAttribute("nonce",s),r.textContent=t.cssText,n.appendChild(r)}},ke=oe?n=>n:n=>n instanceof CSSStyleSheet?(e=>{let t="";for(let r of e.cssRules)t+=r.cssText;return et(t)})(n):n;/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var{is:gr,defineProperty:fr,getOwnPropertyDescriptor:yr,getOwnPropertyNames:_r,getOwnPropertySymbols:br,getPrototypeOf:vr}=Object,ae=globalThis,rt=ae.trustedTypes,$r=rt?rt.emptyScript:"",xr=ae.reactiveElementPolyfillSupport,B=(n,e)=>n,W={toAttribute(n,e){switch(e){case Boolean:n=n?$r:null;break;case Object:case Array:n=n==null?n:JSON.stringify(n)}return n},fromAttribute(n,e){let t=n;switch(e){case Boolean:t=n!==null;break;case Number:t=n===null?null:Number(n);break;case Object:case Array:try{t=JSON.parse(n)}catch{t=null}}return t}},le=(n,e)=>!gr(n,e),nt={attribute:!0,type:String,converter:W,reflect:!1,useDefault:!1,hasChanged:le};Symbol.metadata??=Symbol("metadata"),ae.litPropertyMetadata??=new WeakMap;var w=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=nt){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let r=Symbol(),s=this.getPropertyDescriptor(e,r,t);s!==void 0&&fr(this.prototype,e,s)}}static getPropertyDescriptor(e,t,r){let{get:s,set:i}=yr(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:s,set(o){let a=s?.call(this);i?.call(this,o),this.requestUpdate(e,a,r)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??nt}static _$Ei(){if(this.hasOwnProperty(B("elementProperties")))return;let e=vr(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(B("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(B("properties"))){let t=this.properties,r=[..._r(t),...br(t)];for(let s of r)this.createProperty(s,t[s])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[r,s]of t)this.elementProperties.set(r,s)}this._$Eh=new Map;for(let[t,r]of this.elementProperties){let s=this._$Eu(t,r);s!==void 0&&this._$Eh.set(s,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let r=new Set(e.flat(1/0).reverse());for(let s of r)t.unshift(ke(s))}else e!==void 0&&t.push(ke(e));return t}static _$Eu(e,t){let r=t.attribute;return r===!1?void 0:typeof r=="string"?r:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let r of t.keys())this.hasOwnProperty(r)&&(e.set(r,this[r]),delete this[r]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return tt(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,r){this._$AK(e,r)}_$ET(e,t){let r=this.constructor.elementProperties.get(e),s=this.constructor._$Eu(e,r);if(s!==void 0&&r.reflect===!0){let i=(r.converter?.toAttribute!==void 0?r.converter:W).toAttribute(t,r.type);this._$Em=e,i==null?this.removeAttribute(s):this.setAttribute(s,i),this._$Em=null}}_$AK(e,t){let r=this.constructor,s=r._$Eh.get(e);if(s!==void 0&&this._$Em!==s){let i=r.getPropertyOptions(s),o=typeof i.converter=="function"?{fromAttribute:i.converter}:i.converter?.fromAttribute!==void 0?i.converter:W;this._$Em=s;let a=o.fromAttribute(t,i.type);this[s]=a??this._$Ej?.get(s)??a,this._$Em=null}}requestUpdate(e,t,r,s=!1,i){if(e!==void 0){let o=this.constructor;if(s===!1&&(i=this[e]),r??=o.getPropertyOptions(e),!((r.hasChanged??le)(i,t)||r.useDefault&&r.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,r))))return;this.C(e,t,r)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:r,reflect:s,wrapped:i},o){r&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),i!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||r||(t=void 0),this._$AL.set(e,t)),s===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,i]of this._$Ep)this[s]=i;this._$Ep=void 0}let r=this.constructor.elementProperties;if(r.size>0)for(let[s,i]of r){let{wrapped:o}=i,a=this[s];o!==!0||this._$AL.has(s)||a===void 0||this.C(s,void 0,i,a)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(r=>r.hostUpdate?.()),this.update(t)):this._$EM()}catch(r){throw e=!1,this._$EM(),r}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};w.elementStyles=[],w.shadowRootOptions={mode:"open"},w[B("elementProperties")]=new Map,w[B("finalized")]=new Map,xr?.({ReactiveElement:w}),(ae.reactiveElementVersions??=[]).push("2.1.2");/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var Fe=globalThis,st=n=>n,de=Fe.trustedTypes,it=de?de.createPolicy("lit-html",{createHTML:n=>n}):void 0,pt="$lit$",C=`lit$${Math.random().toFixed(9).slice(2)}$`,ut="?"+C,wr=`<${ut}>`,P=document,G=()=>P.createComment(""),Y=n=>n===null||typeof n!="object"&&typeof n!="function",Oe=Array.isArray,Cr=n=>Oe(n)||typeof n?.[Symbol.iterator]=="function",Te=`[ 	
\f\r]`,Z=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ot=/-->/g,at=/>/g,E=RegExp(`>|${Te}(?:([^\\s"'>=/]+)(${Te}*=${Te}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),lt=/'/g,dt=/"/g,ht=/^(?:script|style|textarea|title)$/i,Me=n=>(e,...t)=>({_$litType$:n,strings:e,values:t}),d=Me(1),$n=Me(2),xn=Me(3),F=Symbol.for("lit-noChange"),u=Symbol.for("lit-nothing"),ct=new WeakMap,R=P.createTreeWalker(P,129);function mt(n,e){if(!Oe(n)||!n.hasOwnProperty("raw"))throw Error("invalid template strings array");return it!==void 0?it.createHTML(e):e}var Sr=(n,e)=>{let t=n.length-1,r=[],s,i=e===2?"<svg>":e===3?"<math>":"",o=Z;for(let a=0;a<t;a++){let l=n[a],c,m,p=-1,h=0;for(;h<l.length&&(o.lastIndex=h,m=o.exec(l),m!==null);)h=o.lastIndex,o===Z?m[1]==="!--"?o=ot:m[1]!==void 0?o=at:m[2]!==void 0?(ht.test(m[2])&&(s=RegExp("</"+m[2],"g")),o=E):m[3]!==void 0&&(o=E):o===E?m[0]===">"?(o=s??Z,p=-1):m[1]===void 0?p=-2:(p=o.lastIndex-m[2].length,c=m[1],o=m[3]===void 0?E:m[3]==='"'?dt:lt):o===dt||o===lt?o=E:o===ot||o===at?o=Z:(o=E,s=void 0);let f=o===E&&n[a+1].startsWith("/>")?" ":"";i+=o===Z?l+wr:p>=0?(r.push(c),l.slice(0,p)+pt+l.slice(p)+C+f):l+C+(p===-2?a:f)}return[mt(n,i+(n[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),r]},J=class n{constructor({strings:e,_$litType$:t},r){let s;this.parts=[];let i=0,o=0,a=e.length-1,l=this.parts,[c,m]=Sr(e,t);if(this.el=n.createElement(c,r),R.currentNode=this.el.content,t===2||t===3){let p=this.el.content.firstChild;p.replaceWith(...p.childNodes)}for(;(s=R.nextNode())!==null&&l.length<a;){if(s.nodeType===1){if(s.hasAttributes())for(let p of s.getAttributeNames())if(p.endsWith(pt)){let h=m[o++],f=s.getAttribute(p).split(C),v=/([.?@])?(.*)/.exec(h);l.push({type:1,index:i,name:v[2],strings:f,ctor:v[1]==="."?De:v[1]==="?"?Ee:v[1]==="@"?Re:U}),s.removeAttribute(p)}else p.startsWith(C)&&(l.push({type:6,index:i}),s.removeAttribute(p));if(ht.test(s.tagName)){let p=s.textContent.split(C),h=p.length-1;if(h>0){s.textContent=de?de.emptyScript:"";for(let f=0;f<h;f++)s.append(p[f],G()),R.nextNode(),l.push({type:2,index:++i});s.append(p[h],G())}}}else if(s.nodeType===8)if(s.data===ut)l.push({type:2,index:i});else{let p=-1;for(;(p=s.data.indexOf(C,p+1))!==-1;)l.push({type:7,index:i}),p+=C.length-1}i++}}static createElement(e,t){let r=P.createElement("template");return r.innerHTML=e,r}};function M(n,e,t=n,r){if(e===F)return e;let s=r!==void 0?t._$Co?.[r]:t._$Cl,i=Y(e)?void 0:e._$litDirective$;return s?.constructor!==i&&(s?._$AO?.(!1),i===void 0?s=void 0:(s=new i(n),s._$AT(n,t,r)),r!==void 0?(t._$Co??=[])[r]=s:t._$Cl=s),s!==void 0&&(e=M(n,s._$AS(n,e.values),s,r)),e}var Ae=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:r}=this._$AD,s=(e?.creationScope??P).importNode(t,!0);R.currentNode=s;let i=R.nextNode(),o=0,a=0,l=r[0];for(;l!==void 0;){if(o===l.index){let c;l.type===2?c=new Q(i,i.nextSibling,this,e):l.type===1?c=new l.ctor(i,l.name,l.strings,this,e):l.type===6&&(c=new Pe(i,this,e)),this._$AV.push(c),l=r[++a]}o!==l?.index&&(i=R.nextNode(),o++)}return R.currentNode=P,s}p(e){let t=0;for(let r of this._$AV)r!==void 0&&(r.strings!==void 0?(r._$AI(e,r,t),t+=r.strings.length-2):r._$AI(e[t])),t++}},Q=class n{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,r,s){this.type=2,this._$AH=u,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=r,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=M(this,e,t),Y(e)?e===u||e==null||e===""?(this._$AH!==u&&this._$AR(),this._$AH=u):e!==this._$AH&&e!==F&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Cr(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==u&&Y(this._$AH)?this._$AA.nextSibling.data=e:this.T(P.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:r}=e,s=typeof r=="number"?this._$AC(e):(r.el===void 0&&(r.el=J.createElement(mt(r.h,r.h[0]),this.options)),r);if(this._$AH?._$AD===s)this._$AH.p(t);else{let i=new Ae(s,this),o=i.u(this.options);i.p(t),this.T(o),this._$AH=i}}_$AC(e){let t=ct.get(e.strings);return t===void 0&&ct.set(e.strings,t=new J(e)),t}k(e){Oe(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,r,s=0;for(let i of e)s===t.length?t.push(r=new n(this.O(G()),this.O(G()),this,this.options)):r=t[s],r._$AI(i),s++;s<t.length&&(this._$AR(r&&r._$AB.nextSibling,s),t.length=s)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let r=st(e).nextSibling;st(e).remove(),e=r}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},U=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,r,s,i){this.type=1,this._$AH=u,this._$AN=void 0,this.element=e,this.name=t,this._$AM=s,this.options=i,r.length>2||r[0]!==""||r[1]!==""?(this._$AH=Array(r.length-1).fill(new String),this.strings=r):this._$AH=u}_$AI(e,t=this,r,s){let i=this.strings,o=!1;if(i===void 0)e=M(this,e,t,0),o=!Y(e)||e!==this._$AH&&e!==F,o&&(this._$AH=e);else{let a=e,l,c;for(e=i[0],l=0;l<i.length-1;l++)c=M(this,a[r+l],t,l),c===F&&(c=this._$AH[l]),o||=!Y(c)||c!==this._$AH[l],c===u?e=u:e!==u&&(e+=(c??"")+i[l+1]),this._$AH[l]=c}o&&!s&&this.j(e)}j(e){e===u?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},De=class extends U{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===u?void 0:e}},Ee=class extends U{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==u)}},Re=class extends U{constructor(e,t,r,s,i){super(e,t,r,s,i),this.type=5}_$AI(e,t=this){if((e=M(this,e,t,0)??u)===F)return;let r=this._$AH,s=e===u&&r!==u||e.capture!==r.capture||e.once!==r.once||e.passive!==r.passive,i=e!==u&&(r===u||s);s&&this.element.removeEventListener(this.name,this,r),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Pe=class{constructor(e,t,r){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=r}get _$AU(){return this._$AM._$AU}_$AI(e){M(this,e)}};var kr=Fe.litHtmlPolyfillSupport;kr?.(J,Q),(Fe.litHtmlVersions??=[]).push("3.3.3");var gt=(n,e,t)=>{let r=t?.renderBefore??e,s=r._$litPart$;if(s===void 0){let i=t?.renderBefore??null;r._$litPart$=s=new Q(e.insertBefore(G(),i),i,void 0,t??{})}return s._$AI(n),s};/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var Ue=globalThis,S=class extends w{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=gt(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return F}};S._$litElement$=!0,S.finalized=!0,Ue.litElementHydrateSupport?.({LitElement:S});var Tr=Ue.litElementPolyfillSupport;Tr?.({LitElement:S});(Ue.litElementVersions??=[]).push("4.2.2");/**
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
 */var Ar={attribute:!0,type:String,converter:W,reflect:!1,hasChanged:le},Dr=(n=Ar,e,t)=>{let{kind:r,metadata:s}=t,i=globalThis.litPropertyMetadata.get(s);if(i===void 0&&globalThis.litPropertyMetadata.set(s,i=new Map),r==="setter"&&((n=Object.create(n)).wrapped=!0),i.set(t.name,n),r==="accessor"){let{name:o}=t;return{set(a){let l=e.get.call(this);e.set.call(this,a),this.requestUpdate(o,l,n,!0,a)},init(a){return a!==void 0&&this.C(o,void 0,n,a),a}}}if(r==="setter"){let{name:o}=t;return function(a){let l=this[o];e.call(this,a),this.requestUpdate(o,l,n,!0,a)}}throw Error("Unsupported decorator location: "+r)};function ce(n){return(e,t)=>typeof t=="object"?Dr(n,e,t):((r,s,i)=>{let o=s.hasOwnProperty(i);return s.constructor.createProperty(i,r),o?Object.getOwnPropertyDescriptor(s,i):void 0})(n,e,t)}/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */function _(n){return ce({...n,state:!0,attribute:!1})}/**
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
 */var Er="component.octopus_ev.";function I(n){return(e,t)=>n(Er+(e.includes(".")?e:`common.${e}`),t)}function ft(n){return n("card_failed")!==""}async function yt(n){await Promise.all(["common","exceptions"].map(e=>n.loadBackendTranslation(e,"octopus_ev")))}var Rr={name:"device_id",selector:{device:{integration:"octopus_ev"}}},Pr={name:"title",selector:{text:{}}};function k(...n){return{schema:[Rr,Pr,...n],computeLabel:(e,t)=>I(t)(`card_config_${e.name}`)||void 0}}var N=$`
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
`;var Ne=n=>new Date(`${n}T00:00:00Z`),Ie=n=>n.toISOString().slice(0,10),L=class{constructor(e,t=1){this.firstWeekday=t;this.days=new Map;this.clock=new Intl.DateTimeFormat("sv-SE",{dateStyle:"short",timeStyle:"medium",...e===void 0?{}:{timeZone:e}})}day(e){let t=this.days.get(e);return t===void 0&&(t=this.clock.format(new Date(e)).slice(0,10),this.days.set(e,t)),t}first(e,t){switch(t){case"day":return e;case"week":{let r=Ne(e);return X(e,-((r.getUTCDay()-this.firstWeekday+7)%7))}case"month":return`${e.slice(0,7)}-01`;case"year":return`${e.slice(0,4)}-01-01`}}periods(e,t,r){let s=[];for(let i=this.first(e,r);i<=t;i=Fr(i,r))s.push(i);return s}field(e){return this.clock.format(new Date(e)).slice(0,16).replace(" ","T")}instant(e){let t=Date.parse(`${e}:00Z`),r=t-this.offset(t-864e5/2);return this.offset(r)!==t-r&&(r=t-this.offset(r)),new Date(r).toISOString()}offset(e){return Date.parse(`${this.clock.format(new Date(e)).replace(" ","T")}Z`)-e}};function X(n,e){return Ie(new Date(Ne(n).getTime()+e*864e5))}function Fr(n,e){let t=Ne(n);switch(e){case"day":return X(n,1);case"week":return X(n,7);case"month":return t.setUTCMonth(t.getUTCMonth()+1),Ie(t);case"year":return t.setUTCFullYear(t.getUTCFullYear()+1),Ie(t)}}var _t="octopus_ev/subscribe",bt="octopus_ev/sessions",vt="octopus_ev/session",H="octopus_ev/amend",ue="octopus_ev/edit",he="octopus_ev/merge",me="octopus_ev/split",ge="octopus_ev/add";var Or=5e3,Le=class{constructor(e){this.connection=e;this.listeners=new Set;this.current={kind:"loading"};this.turn=0;this.begin=()=>{this.end();let e=this.turn;this.connection.subscribeMessage(t=>{e===this.turn&&this.hear(t)},{type:_t},{resubscribe:!1}).then(t=>{e===this.turn?this.leave=t:t().catch(()=>{})},()=>{e===this.turn&&(this.tell({kind:"failed"},null),this.retry=setTimeout(this.begin,Or))})}}get state(){return this.current}listen(e){return this.listeners.add(e),this.listeners.size===1&&(this.connection.addEventListener("ready",this.begin),this.begin()),e(this.current,null),()=>{this.listeners.delete(e)&&!this.listeners.size&&(this.connection.removeEventListener("ready",this.begin),this.end())}}end(){this.turn+=1,clearTimeout(this.retry),this.leave?.().catch(()=>{}),this.leave=void 0}hear(e){if(e.kind==="snapshot")this.tell({kind:"ready",points:e.points},null);else if(this.current.kind==="ready"){let t=this.current.points.map(r=>({...r,...e.points[r.key]}));this.tell({kind:"ready",points:t},e)}}tell(e,t){this.current=e;for(let r of[...this.listeners])r(e,t)}},$t=new WeakMap;function xt(n){let e=$t.get(n);return e||(e=new Le(n),$t.set(n,e)),e}function fe(n,e){return e===void 0?n[0]:n.find(t=>t.device_id===e)}var wt={off_peak:"var(--success-color)",below_mean:"var(--success-color)",standard:"var(--info-color)",above_mean:"var(--warning-color)",peak:"var(--error-color)"},Ct=["off_peak","below_mean","standard","above_mean","peak","none"];function T(n){return wt[n??"none"]??"var(--disabled-color)"}function z(n){return n!==null&&n in wt?`card_band_${n}`:"card_band_none"}var A="none";function St(n,e,t){return n.range==="free"?[n.from||(t??e),n.to||e]:[n.range==="all"?t??e:X(e,1-Number(n.range)),e]}function ye(n,e,[t,r],s){return n.filter(i=>{let o=s.day(i.start);return t<=o&&o<=r&&(!e.vehicle||(i.vehicle??A)===e.vehicle)&&(!e.type||(i.type??A)===e.type)})}function _e(n){let e=0,t=0,r=0,s=!1;for(let i of n)e+=i.energy_kwh,t+=i.unpriced_kwh,i.cost!==null&&(r+=i.cost,s=!0);return{count:n.length,energy:e,cost:s?r:null,unpriced:t,rate:s&&e>t?r/(e-t):null}}function kt(n,e,[t,r],s){let i=new Map(s.periods(t,r,e.period).map(o=>[o,{day:o,parts:new Map,sum:0}]));for(let o of n){let a=i.get(s.first(s.day(o.start),e.period));if(a)for(let[l,c]of Mr(o,e.measure,e.stack))a.parts.set(l,(a.parts.get(l)??0)+c),a.sum+=c}return[...i.values()]}function Tt(n,e){let t=new Set(n.flatMap(r=>[...r.parts.keys()]));return e==="band"?Ct.filter(r=>t.has(r)):[...t].sort()}function At(n,e){return[...new Set(n.map(t=>t[e]??A))].sort()}function Mr(n,e,t){if(t!=="band"){let r=e==="energy"?n.energy_kwh:n.cost??0;return[[n[t]??A,r]]}return e==="cost"?Object.entries(n.cost_by_band):[...Object.entries(n.energy_by_band),...n.unpriced_kwh>0?[[A,n.unpriced_kwh]]:[]]}var be=class{constructor(e,t){this.connection=e;this.changed=t;this.state="loading";this.byId=new Map;this.point="";this.since=1/0;this.turn=0}get sessions(){return this.ordered??=[...this.byId.values()].sort((e,t)=>e.start<t.start?1:-1),this.ordered}async want(e,t){e===this.point&&t>=this.since||await this.load(e,t)}async again(){this.point&&await this.load(this.point,this.since)}hear(e){for(let t of e.sessions)t.point===this.point&&Date.parse(t.start)>=this.since&&this.byId.set(t.id,t);for(let t of e.removed)this.byId.delete(t);this.tell()}async load(e,t){this.turn+=1;let r=this.turn;e!==this.point&&this.byId.clear(),this.point=e,this.since=t,this.state="loading",this.tell();let s=[],i=t>0?{start:new Date(t).toISOString()}:{};try{for(let o;o!==null;){let a=o===void 0?{}:{end:o},l=await this.connection.sendMessagePromise({type:bt,point:e,...i,...a});if(r!==this.turn)return;s.push(...l.sessions),o=l.before}}catch{if(r!==this.turn)return;this.state="failed",this.tell();return}this.byId.clear();for(let o of s)this.byId.set(o.id,o);this.state="ready",this.tell()}tell(){this.ordered=void 0,this.changed()}};var Ur=["sunday","monday","tuesday","wednesday","thursday","friday","saturday"];function Ir(n){switch(n.number_format){case"comma_decimal":return"en-US";case"decimal_comma":return"de";case"space_comma":return"fr";case"quote_decimal":return"de-CH";case"system":return;default:return n.language}}var ee=class n{constructor(e,t){this.locale=e;this.cache=new Map;this.timeZone=e.time_zone==="local"?void 0:t;let r=Ur.indexOf(e.first_weekday??"");this.firstWeekday=r<0?1:r}static of(e){return new n(e.locale,e.config.time_zone)}static key({locale:e,config:t}){return[e.language,e.number_format,e.time_format,e.time_zone,e.first_weekday,t.time_zone].join()}number(e,t){return this.numbers(`n${t}`,{minimumFractionDigits:t,maximumFractionDigits:t,useGrouping:this.locale.number_format!=="none"}).format(e)}energy(e){return`${this.number(e,e<100?2:1)} kWh`}power(e){return`${this.number(e,1)} kW`}percent(e){return this.numbers("%",{style:"percent",maximumFractionDigits:0}).format(e)}money(e,t){return this.numbers(`m${t}`,{style:"currency",currency:t,currencyDisplay:"narrowSymbol"}).format(Math.abs(e)<.005?0:e)}rate(e,t){return t==="GBP"?`${this.number(e*100,2)}p/kWh`:`${this.money(e,t)}/kWh`}time(e){return this.dates("t",{hour:"2-digit",minute:"2-digit",...this.hours()}).format(new Date(e))}day(e){return this.dates("d",{weekday:"short",day:"numeric",month:"short"}).format(new Date(e))}localDay(e){return this.dates("ld",{day:"numeric",month:"short",timeZone:"UTC"}).format(new Date(e))}localMonth(e){return this.dates("lm",{month:"short",year:"numeric",timeZone:"UTC"}).format(new Date(e))}span(e,t){let s=Date.parse(t)-Date.parse(e)>=864e5?`${this.day(t)}, ${this.time(t)}`:this.time(t);return`${this.day(e)}, ${this.time(e)} – ${s}`}duration(e){let t=Math.floor(e/60);return[...t?[this.unit(t,"hour")]:[],...e%60||!t?[this.unit(e%60,"minute")]:[]].join(" ")}unit(e,t){return this.numbers(t,{style:"unit",unit:t,unitDisplay:"short"}).format(e)}hours(){let{time_format:e}=this.locale;return e==="12"||e==="24"?{hourCycle:e==="12"?"h12":"h23"}:{}}numbers(e,t){return this.kept(e,()=>new Intl.NumberFormat(Ir(this.locale),t))}dates(e,t){return this.kept(e,()=>new Intl.DateTimeFormat(this.locale.language,{...this.timeZone===void 0?{}:{timeZone:this.timeZone},...t}))}kept(e,t){let r=this.cache.get(e);if(r)return r;let s=t();return this.cache.set(e,s),s}};var Dt=$`
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
`;var Nr=3e4,b=class extends S{constructor(){super(...arguments);this.feed={kind:"loading"};this.now=Date.now();this.key=""}static{this.styles=[Dt]}setConfig(t){this.config=t}set hass(t){let r=this.home;this.home=t;let s=ee.key(t);s!==this.key&&(this.key=s,this.format=ee.of(t),yt(t)),r?.localize!==t.localize&&(this.t=I(t.localize)),r?.connection!==t.connection&&this.follow()}getCardSize(){return 4}connectedCallback(){super.connectedCallback(),this.follow(),this.clock=setInterval(()=>this.now=Date.now(),Nr)}disconnectedCallback(){super.disconnectedCallback(),this.leave?.(),this.leave=void 0,clearInterval(this.clock)}render(){let{config:t,t:r,format:s,feed:i}=this;if(!t)return u;if(!r||!s||!ft(r)||i.kind==="loading")return this.message("",!0);if(i.kind==="failed")return this.message(r("card_failed"));let o=fe(i.points,t.device_id);return o?this.show(o,r,s):this.message(r(i.points.length?"card_point_gone":"card_no_points"))}message(t,r=!1){return d`<ha-card aria-busy=${r?"true":"false"}>
      <p class="message quiet" role="status">${t}</p>
    </ha-card>`}follow(){this.leave?.(),this.leave=void 0,!(!this.isConnected||!this.home)&&(this.leave=xt(this.home.connection).listen((t,r)=>{this.feed=t,this.heard?.(t,r)}))}};y([_()],b.prototype,"config",2),y([_()],b.prototype,"feed",2),y([_()],b.prototype,"t",2),y([_()],b.prototype,"now",2),y([ce({attribute:!1,noAccessor:!0})],b.prototype,"hass",1);var Lr=864e5,D=class extends b{constructor(){super(...arguments);this.redraw=()=>{this.requestUpdate()}}heard(t,r){r?this.pages?.hear(r):t.kind==="ready"&&this.pages?.again()}willUpdate(t){super.willUpdate(t);let{home:r,format:s,feed:i}=this;if(!r||!s||i.kind!=="ready")return;this.pages??=new be(r.connection,this.redraw),this.calendar=new L(s.timeZone,s.firstWeekday);let o=fe(i.points,this.config?.device_id);if(!o)return;let[a]=this.window(o,this.calendar);this.pages.want(o.key,Math.max(Date.parse(a)-Lr,0))}window(t,r){let s=t.oldest_session===null?null:r.day(t.oldest_session);return St(this.range,r.day(new Date(this.now).toISOString()),s)}};function Et(n,e,t,r){let s=n.live_session,i=s??n.last_session;if(!i)return null;let o=s?n.live_slots:n.last_slots,a=ze(o,n.currency,e,t);return{live:s!==null,charging:n.charging,heading:t(s?n.charging?"card_charging_now":"card_charging_paused":"card_last_charge"),state:t(`card_state_${i.state}`),cost:i.cost===null?t("card_no_price"):e.money(i.cost,n.currency),energy:e.energy(i.energy_kwh),when:s?t("card_since",{time:`${e.day(s.start)}, ${e.time(s.start)}`}):`${e.span(i.start,i.end)} · ${e.duration(i.duration_min)}`,facts:[...s?zr(n,e,t,r):Vr(i,n.currency,e,t),...je(t,{plan:jr(n,e,r)})],bars:Hr(o),barsLabel:t("card_blocks_label",{from:e.time(i.start),to:e.time(i.end)}),rows:a,notes:Kr(i,n,e,t)}}function He(n,e){return n.find(t=>Date.parse(t.start)<=e&&e<Date.parse(t.end))}function V(n,e,t){return n.imported!==null&&n.imported<1?t("card_importing",{share:e.percent(n.imported)}):n.newest_reading===null?t("card_no_readings"):t(n.sees_live?"card_no_sessions":"card_no_sessions_no_mini")}function ze(n,e,t,r){return n.map(s=>({time:t.time(s.start),energy:t.energy(s.energy_kwh),rate:s.unit_rate===null?"–":t.rate(s.unit_rate,e),cost:s.cost===null?"–":t.money(s.cost,e),colour:T(s.band),band:r(z(s.band))}))}function Ve(n,e){return`${n.sources.map(r=>e(`card_source_${r}`)).join(", ")} · ${e(`card_confidence_${n.confidence}`)}`}function Hr(n){let e=Math.max(...n.map(t=>t.energy_kwh),.001);return n.map(t=>({height:t.energy_kwh/e,colour:T(t.band)}))}function zr(n,e,t,r){let{power_kw:s,forecast:i,currency:o}=n,a=He(n.rates,r);return je(t,{power:s===null?null:e.power(s),rate_now:a?e.rate(a.unit_rate,o):null,finish:i?`${e.time(i.finish)} (${e.energy(i.energy_kwh)})`:null,finish_cost:i?.cost==null?null:e.money(i.cost,o)})}function Vr(n,e,t,r){let{average_rate:s,cost:i,reference_cost:o}=n,a=i===null||o===null?null:o-i;return je(r,{average_rate:s===null?null:t.rate(s,e),saving:a===null||a<.005?null:t.money(a,e),source:Ve(n,r),type:n.type===null?null:r(`card_type_${n.type}`),vehicle:n.vehicle})}function jr(n,e,t){let s=n.planned.filter(i=>Date.parse(i.end)>t).map(i=>`${e.time(i.start)} – ${e.time(i.end)}`);return s.length?s.join(", "):null}function je(n,e){return Object.entries(e).flatMap(([t,r])=>r===null?[]:[{key:t,label:n(`card_${t}`),value:r}])}function Kr(n,e,t,r){let{cost_low:s,cost_high:i,unpriced_kwh:o,note:a}=n,{currency:l,newest_reading:c,sees_live:m}=e,p=[];if(o>0&&n.cost!==null&&p.push(r("card_unpriced",{energy:t.energy(o)})),s!==null&&i!==null){let[h,f]=[t.money(s,l),t.money(i,l)];h!==f&&p.push(r("card_cost_between",{low:h,high:f}))}if(!m&&c!==null){let h=`${t.day(c)}, ${t.time(c)}`;p.push(r("card_readings_until",{time:h}))}return a!==null&&p.push(a),p}function ve(n,e){return d`<div class="scroll">
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
  </div>`}var Rt=$`
  .fields,
  form {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(140px, 1fr));
    gap: 8px 12px;
    align-items: end;
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
`;var Pt=["start","end","energy_kwh","cost","average_rate","unpriced_kwh","reference_cost","type","vehicle","state","confidence","note"];function Ft(n){let e=n.map(t=>Pt.map(r=>qr(t[r])));return[Pt,...e].map(t=>`${t.join(",")}\r
`).join("")}function qr(n){if(n===null)return"";let e=String(n),t=typeof n=="string"&&/^[=+\-@\t\r]/.test(e)?`'${e}`:e;return/[",\r\n]/.test(t)?`"${t.replaceAll('"','""')}"`:t}var te=18e5;function Ot(n,e){return{type:H,point:n.point,session:n.id,order:e}}function Mt(n){return{type:he,point:n[0]?.point??"",sessions:n.map(e=>e.id)}}function Ut(n,e,t){return{type:me,point:n.point,session:n.id,at:t.instant(e)}}function It({start:n,end:e},t){let[r,s]=[Date.parse(n),Date.parse(e)],i=Math.round((r+s)/2/te)*te,o=r<i&&i<s?i:(r+s)/2;return t.field(new Date(o).toISOString())}function Nt(n,{energy:e,start:t,end:r},s){return{type:ge,point:n,start:s.instant(t),end:s.instant(r),energy_kwh:Number(e)}}function Lt(n,e){let t=Math.floor(n/te)*te,r=s=>e.field(new Date(s).toISOString());return{energy:"",start:r(t-4*te),end:r(t)}}function Ke(n,e){return{energy:n.energy_kwh.toFixed(3),start:e.field(n.start),end:e.field(n.end),vehicle:n.vehicle_key??"",note:n.note??""}}function Ht(n,e,t){let r=Ke(n,t),s={};e.energy!==r.energy&&(s.energy_kwh=e.energy?Number(e.energy):null);for(let i of["start","end"])e[i]!==r[i]&&(s[i]=e[i]?t.instant(e[i]):null);for(let i of["vehicle","note"])e[i].trim()!==r[i]&&(s[i]=e[i].trim()||null);return Object.keys(s).length?{type:ue,point:n.point,session:n.id,...s}:null}function Br(n,e,t){let r={point:n.point,session:t??e?.id};if(n.type===ge)return{type:H,...r,order:"delete"};if(n.type===H)return{type:H,...r,order:"restore"};if(n.type===he||n.type===me)return{type:H,...r,order:"take_apart"};if(!e)return null;let s=a=>e.edited.includes(a),i={energy_kwh:s("energy")?e.energy_kwh:null,start:s("start")?e.start:null,end:s("end")?e.end:null,vehicle:e.vehicle_key,note:e.note},o=Object.fromEntries(Object.entries(i).filter(([a])=>a in n));return{type:ue,...r,...o}}var Wr={delete:"card_done_deleted",reject:"card_done_deleted",confirm:"card_done_confirmed",[he]:"card_done_merged",[me]:"card_done_split",[ge]:"card_done_added",[ue]:"card_done_edited"},$e=class{constructor(e,t){this.connection=e;this.changed=t;this.state={busy:!1,text:null,reason:null,undo:null}}async order(e,t){let r=Wr[typeof e.order=="string"?e.order:e.type]??null;return this.send(e,r,s=>Br(e,t,s))}async undo(){let{undo:e}=this.state;return e?this.send(e,"card_done_undone",()=>null):!1}async send(e,t,r){if(this.state.busy)return!1;this.tell({...this.state,busy:!0});try{let s=await this.connection.sendMessagePromise(e);return this.tell({busy:!1,text:t,reason:null,undo:r(s.session)}),!0}catch(s){let{translation_key:i}=s??{},o=i===void 0?null:`exceptions.${i}.message`;return this.tell({busy:!1,text:"card_not_done",reason:o,undo:null}),!1}}tell(e){this.state=e,this.changed()}};var zt={range:"30",from:"",to:"",period:"day",measure:"energy",stack:"band",vehicle:"",type:""},Zr={7:"day",30:"day",90:"week",365:"month",all:"month"},Gr=120,Vt=["--primary-color","--accent-color","--success-color","--warning-color","--info-color"];function j(n){let{range:e,period:t,measure:r,stack:s}={...zt,...n},i={...zt,range:e,period:t,measure:r,stack:s};return n.period?i:qe(i,i.range)}function qe(n,e){return{...n,range:e,period:Zr[e]??n.period}}function jt(n,e,t,r,s,i,o){let a=ye(n,e,t,s),l=_e(a);return{found:a,chart:Jr(a,e,t,r,s,i,o),totals:Yr(l,r,i),unpriced:l.unpriced>0?o("card_unpriced",{energy:i.energy(l.unpriced)}):null}}function Kt(n,e,t){return{session:n,byHand:n.sources.join()==="manual",day:t.day(n.start),time:`${t.time(n.start)} – ${t.time(n.end)}`,energy:t.energy(n.energy_kwh),rate:n.average_rate===null?"–":t.rate(n.average_rate,e),cost:n.cost===null?"–":t.money(n.cost,e)}}function Be(n,e,t){return e===A?t(`card_no_${n}`):n==="type"?t(`card_type_${e}`):e}function qt(n,e,t){let r=n.map(({key:i,name:o})=>[i,o]),s=!e||n.some(({key:i})=>i===e)?[]:[[e,e]];return[["",t("card_vehicle_found")],...r,...s]}function Yr(n,e,t){let s=a=>a===null||!n.count?null:a/n.count,i=a=>a===null?"–":t.money(a,e),o=s(n.energy);return[{key:"count",value:t.number(n.count,0)},{key:"energy",value:t.energy(n.energy)},{key:"cost",value:i(n.cost)},{key:"average_rate",value:n.rate===null?"–":t.rate(n.rate,e)},{key:"energy_each",value:o===null?"–":t.energy(o)},{key:"cost_each",value:i(s(n.cost))}]}function Jr(n,e,t,r,s,i,o){let a=kt(n,e,t,s).slice(-Gr),l=Tt(a,e.stack).map((h,f)=>({part:h,colour:rn(e.stack,h,f)})),c=Math.max(...a.map(h=>Qr(h.parts)),0),m=h=>Xr(h,e.measure,r,i),p=h=>en(h,e.period,i);return{bars:a.map(h=>({title:`${p(h.day)}: ${m(h.sum)}`,segments:l.flatMap(({part:f,colour:v})=>{let g=h.parts.get(f)??0;return g>0?[{height:g/c,colour:v}]:[]})})),legend:l.map(({part:h,colour:f})=>({name:tn(e.stack,h,o),colour:f})),top:m(c),first:a.slice(0,1).map(h=>p(h.day)).join(""),last:a.slice(1).slice(-1).map(h=>p(h.day)).join(""),label:o(`card_chart_${e.measure}`,{from:i.localDay(t[0]),to:i.localDay(t[1])})}}function Qr(n){return[...n.values()].reduce((e,t)=>e+Math.max(t,0),0)}function Xr(n,e,t,r){return e==="energy"?r.energy(n):r.money(n,t)}function en(n,e,t){switch(e){case"year":return n.slice(0,4);case"month":return t.localMonth(n);default:return t.localDay(n)}}function tn(n,e,t){return n==="band"?t(z(e)):Be(n,e,t)}function rn(n,e,t){return n==="band"?T(e):e===A?"var(--disabled-color)":`var(${String(Vt[t%Vt.length])})`}function re(n,e,t,r,s){return d`<label>
    <span>${r}</span>
    <select
      name=${n}
      .value=${e}
      @change=${i=>{s(i.target.value)}}
    >
      ${t.map(([i,o])=>d`<option value=${i} ?selected=${i===e}>${o}</option>`)}
    </select>
  </label>`}function Bt(n,e,t){return e.map(r=>[r,t(`card_${n}_${r}`)])}function xe(n,e,t,r){let s=i=>d`<label>
      <span>${e(`card_choose_${i}`)}</span>
      <input
        type="date"
        name=${i}
        .value=${n[i]}
        @change=${o=>{r({[i]:o.target.value})}}
      />
    </label>`;return d`${re("range",n.range,Bt("range",["7","30","90","365","all","free"],e),e("card_choose_range"),i=>{t(i)})}${n.range==="free"?d`${s("from")}${s("to")}`:u}`}function Wt(n,e,t,r){let s=o=>{let a=At(e,o);if(a.length<2&&!n[o])return u;let l=a.map(m=>[m,Be(o,m,t)]),c=t(`card_choose_${o}`);return re(o,n[o],[["",t("card_all")],...l],c,m=>{r({[o]:m})})},i=(o,a)=>re(o,n[o],Bt(o,a,t),t(`card_choose_${o}`),l=>{r({[o]:l})});return d`${i("measure",["energy","cost"])}${i("period",["day","week","month","year"])}
  ${i("stack",["band","type","vehicle"])}${s("vehicle")}${s("type")}`}function Zt({chart:n}){return d`<figure>
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
  </figure>`}function We(n,e,t,r,s,i=!1){let o=e==="number";return d`<label>
    <span>${r(`card_edit_${n}`)}</span>
    <input
      name=${n}
      type=${e}
      step=${o?"0.001":u}
      min=${o?"0.001":u}
      max=${o?"1000":u}
      maxlength=${e==="text"?"500":u}
      ?required=${i}
      .value=${t}
      @input=${a=>{s(a.target.value)}}
    />
  </label>`}function Ze(n,e,t,{save:r,cancel:s}){return d`<form
    class=${n}
    aria-label=${t(`card_${n}`)}
    @submit=${i=>{i.preventDefault(),r()}}
  >
    ${e}
    <div class="actions">
      <button type="submit" class="main">${t("card_save")}</button>
      <button type="button" @click=${s}>${t("card_cancel")}</button>
    </div>
  </form>`}function Gt(n,e,t,r,s){let i=(a,l)=>We(a,l,n[a],t,c=>{r({[a]:c})}),o=e.length?re("vehicle",n.vehicle,qt(e,n.vehicle,t),t("card_edit_vehicle"),a=>{r({vehicle:a})}):i("vehicle","text");return Ze("edit",d`${i("energy","number")}${i("start","datetime-local")}${i("end","datetime-local")}
    ${o}${i("note","text")}`,t,s)}function Yt(n,e,t,r){return Ze("split",We("at","datetime-local",n,e,t,!0),e,r)}function Jt(n,e,t,r){let s=(o,a)=>We(o,a,n[o],e,l=>{t({[o]:l})},!0),i=d`${s("start","datetime-local")}${s("end","datetime-local")}${s("energy","number")}`;return Ze("add",i,e,r)}var Ge=25,x=class extends D{constructor(){super(...arguments);this.choice=j({});this.shown=Ge;this.open=null;this.detail=null;this.draft=null;this.cut=null;this.addition=null;this.picked=new Set}static{this.styles=[...D.styles,N,Rt]}static{this.getConfigForm=()=>k({name:"range",selector:{select:{mode:"dropdown",options:["7","30","90","365","all"]}}},{name:"measure",selector:{select:{mode:"dropdown",options:["energy","cost"]}}},{name:"stack",selector:{select:{mode:"dropdown",options:["band","type","vehicle"]}}})}static{this.getStubConfig=()=>({})}setConfig(t){super.setConfig(t),this.choice=j(t)}getCardSize(){return 10}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}get range(){return this.choice}show(t,r,s){let{pages:i,calendar:o,choice:a}=this;if(!i||!o)return this.message("",!0);let l=jt(i.sessions,a,this.window(t,o),t.currency,o,s,r);return d`<ha-card aria-busy=${i.state==="loading"?"true":"false"}>
      <div class="head">
        <ha-icon icon="mdi:history"></ha-icon>
        <h2>${this.config?.title??r("card_history")}</h2>
        ${t.may_edit?d`<button
                type="button"
                class="add"
                aria-expanded=${this.addition?"true":"false"}
                @click=${()=>this.addition=this.addition?null:Lt(this.now,o)}
              >
                ${r("card_add")}
              </button>`:u}
        <button
          type="button"
          class="export"
          ?disabled=${!l.found.length}
          @click=${()=>{this.save(l.found)}}
        >
          ${r("card_export")}
        </button>
      </div>
      <div class="fields">
        ${xe(a,r,c=>{this.choose(qe(this.choice,c))},c=>{this.choose(c)})}
      </div>
      <details>
        <summary>${r("card_view")}</summary>
        <div class="fields">
          ${Wt(a,i.sessions,r,c=>{this.choose(c)})}
        </div>
      </details>
      ${this.adding(t,r)} ${this.status(r)} ${this.body(l,t,r,s)}
    </ha-card>`}body(t,r,s,i){let o=this.pages?.state;if(o==="failed")return d`<p class="message quiet" role="alert">${s("card_history_failed")}</p>
        <div class="actions">
          <button type="button" @click=${()=>{this.pages?.again()}}>${s("card_again")}</button>
        </div>`;if(!t.found.length){let a=r.last_session?s("card_none_in_range"):V(r,i,s);return d`<p class="message quiet" role="status">
        ${o==="loading"?s("card_loading"):a}
      </p>`}return d`${Zt(t)}
      <dl>
        ${t.totals.map(a=>d`<div>
              <dt>${s(`card_${a.key}`)}</dt>
              <dd class=${a.key}>${a.value}</dd>
            </div>`)}
      </dl>
      ${t.unpriced?d`<p class="quiet">${t.unpriced}</p>`:u}
      ${this.list(t.found,r,s,i)}`}adding(t,r){let{addition:s,calendar:i}=this;return!s||!i?u:Jt(s,r,o=>this.addition={...s,...o},{save:()=>{this.add(Nt(t.key,this.addition??s,i))},cancel:()=>this.addition=null})}status(t){let r=this.edits?.state;return d`<div class="status" role="status">
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
          ${t.slice(0,this.shown).map(o=>this.line(o,r,s,i))}
        </tbody>
      </table>
      <div class="actions">
        ${t.length>this.shown?d`<button type="button" @click=${()=>this.shown+=4*Ge}>${s("card_more")}</button>`:u}
        ${this.picked.size>1?d`<button type="button" @click=${()=>{this.merge(t)}}>${s("card_merge")}</button>`:u}
      </div>`}line(t,r,s,i){let o=Kt(t,r.currency,i),a=this.open===t.id;return d`<tr>
        <td>
          <button
            type="button"
            class="row"
            aria-expanded=${a?"true":"false"}
            @click=${()=>{this.toggle(t)}}
          >
            <span>${o.day}</span> <span class="quiet">${o.time}</span>
            ${o.byHand?d`<span class="chip">${s("card_by_hand")}</span>`:u}
          </button>
        </td>
        <td>${o.energy}</td>
        <td class="wide">${o.rate}</td>
        <td>${o.cost}</td>
      </tr>
      ${a?d`<tr class="detail">
              <td colspan="4">${this.details(t,r,s,i)}</td>
            </tr>`:u}`}details(t,r,s,i){let o=this.detail?.session.id===t.id?this.detail.slots:[];return d`<p class="quiet">
        ${[s(`card_state_${t.state}`),Ve(t,s),...t.type===null?[]:[s(`card_type_${t.type}`)],...t.vehicle===null?[]:[t.vehicle],...t.edited.length?[s("card_edited")]:[]].join(" · ")}
      </p>
      ${t.note===null?u:d`<p>${t.note}</p>`}
      ${ve(ze(o,r.currency,i,s),s)}
      ${r.may_edit&&t.state!=="live"?this.orders(t,r,s):u}`}orders(t,r,s){let{draft:i,cut:o,calendar:a,edits:l}=this;if(!a)return d``;if(i)return Gt(i,r.vehicles,s,p=>this.draft={...i,...p},{save:()=>{let p=Ht(t,this.draft??i,a);this.draft=null,p&&this.order(p,t)},cancel:()=>this.draft=null});if(o!==null)return Yt(o,s,p=>this.cut=p,{save:()=>{let p=Ut(t,this.cut??o,a);this.cut=null,this.order(p,t)},cancel:()=>this.cut=null});let c=l?.state.busy??!1,m=p=>d`<button
        type="button"
        class=${p}
        ?disabled=${c}
        @click=${()=>{this.order(Ot(t,p),t)}}
      >
        ${s(`card_${p}`)}
      </button>`;return d`<div class="actions">
      <button type="button" class="edit" @click=${()=>this.draft=Ke(t,a)}>
        ${s("card_edit")}
      </button>
      <button type="button" class="split" @click=${()=>this.cut=It(t,a)}>
        ${s("card_split")}
      </button>
      ${m("confirm")}${m("delete")}${m("reject")}
      <label class="pick">
        <input
          type="checkbox"
          .checked=${this.picked.has(t.id)}
          @change=${()=>{this.pick(t.id)}}
        />
        <span>${s("card_pick")}</span>
      </label>
    </div>`}get edits(){return this.home&&(this.editor??=new $e(this.home.connection,this.redraw)),this.editor}choose(t){this.choice={...this.choice,...t},this.shown=Ge}async toggle(t){if(this.draft=this.cut=null,this.open=this.open===t.id?null:t.id,this.open===null||!this.home)return;let r={type:vt,point:t.point,session:t.id};try{this.detail=await this.home.connection.sendMessagePromise(r)}catch{this.detail=null}}pick(t){let r=new Set(this.picked);r.delete(t)||r.add(t),this.picked=r}async order(t,r){await this.edits?.order(t,r)&&(this.open=null)}async add(t){await this.edits?.order(t,null)&&(this.addition=null)}async merge(t){let r=t.filter(i=>this.picked.has(i.id));this.picked=new Set;let s=r[0];s&&r.length>1&&await this.order(Mt(r),s)}save(t){let r=document.createElement("a");r.href=URL.createObjectURL(new Blob([Ft(t)],{type:"text/csv"})),r.download="charging-sessions.csv",r.click(),URL.revokeObjectURL(r.href)}};y([_()],x.prototype,"choice",2),y([_()],x.prototype,"shown",2),y([_()],x.prototype,"open",2),y([_()],x.prototype,"detail",2),y([_()],x.prototype,"draft",2),y([_()],x.prototype,"cut",2),y([_()],x.prototype,"addition",2),y([_()],x.prototype,"picked",2);var Qt=$`
  .current {
    font-size: var(--ha-font-size-xl, 20px);
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
`;var O=18e5,er=36e5,nn=7;function tr(n,e,t,r,s){let{rates:i,currency:o,charged:a,planned:l}=n;if(!i.length)return null;let c=an(i),m=c.findIndex(g=>cn(s,g)),p=c[m+1],h=g=>t.rate(g.unit_rate,o),f=ln(i,e).map(([g,K])=>({day:g,name:t.day(new Date(K[0].at).toISOString()),label:r("card_rates_label",{day:t.localDay(g)}),bars:dn(K,n,t,s)})),v=He(c,s);return{now:v?r("card_rate_until",{rate:h(v),time:t.time(v.end)}):null,next:v&&p?r("card_rate_from",{rate:h(p),time:t.time(p.start)}):null,days:f,rows:c.map(g=>({time:`${t.day(g.start)}, ${t.time(g.start)} – ${t.time(g.end)}`,rate:h(g),band:r(z(g.band)),colour:T(g.band)})),marks:[...a.length?["charged"]:[],...l.length?["planned"]:[]]}}function sn(n,e,t,r){let s=e/t*er;if(!(s>0))return null;let i=Math.floor(r/O)*O,o=[r,...nr(i+O,Date.parse(n.at(-1)?.end??""))],a=null;for(let l of o){let c=on(n,l,l+s,t);c!==null&&(!a||c<a.cost-1e-9)&&(a={start:l,end:l+s,cost:c})}return a}function rr(n,e,t,r,s){let i=n.charger_power_kw??nn,o=sn(n.rates,e,i,s);if(!o)return r("card_no_cheapest");let a=t.span(new Date(o.start).toISOString(),new Date(o.end).toISOString());return r("card_cheapest",{span:a,cost:t.money(o.cost,n.currency),power:t.power(i)})}function on(n,e,t,r){let s=0,i=0;for(let o of n){let a=Math.min(t,Date.parse(o.end))-Math.max(e,Date.parse(o.start));a>0&&(i+=a,s+=a/er*r*o.unit_rate)}return i>=t-e-1?s:null}function an(n){let e=[];for(let t of n){let r=e.at(-1);r?.end===t.start&&r.unit_rate===t.unit_rate&&r.band===t.band?e[e.length-1]={...r,end:t.end}:e.push(t)}return e}function ln(n,e){let t=new Map;for(let r of n)for(let s of nr(Date.parse(r.start),Date.parse(r.end))){let i=e.day(new Date(s).toISOString()),o=t.get(i);o?o.push({at:s,rate:r}):t.set(i,[{at:s,rate:r}])}return[...t]}function dn(n,e,t,r){let s=e.rates.map(a=>a.unit_rate),i=Math.min(0,...s),o=Math.max(0,...s)-i||1;return n.map(({at:a,rate:l})=>{let c=l.unit_rate;return{title:`${t.time(a)}: ${t.rate(c,e.currency)}`,colour:T(l.band),bottom:(Math.min(0,c)-i)/o,height:Math.abs(c)/o,now:a<=r&&r<a+O,past:a+O<=r,charged:Xt(a,e.charged),planned:Xt(a,e.planned)}})}function nr(n,e){let t=[];for(let r=n;r<e;r+=O)t.push(r);return t}function cn(n,{start:e,end:t}){return Date.parse(e)<=n&&n<Date.parse(t)}function Xt(n,e){return e.some(({start:t,end:r})=>Date.parse(t)<n+O&&n<Date.parse(r))}var sr=10,ne=class extends b{constructor(){super(...arguments);this.energy=sr}static{this.styles=[...b.styles,N,Qt]}static{this.getConfigForm=()=>k({name:"energy_kwh",selector:{number:{min:1,max:200,step:1,unit_of_measurement:"kWh",mode:"box"}}})}static{this.getStubConfig=()=>({})}setConfig(t){super.setConfig(t),this.energy=t.energy_kwh??sr}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}show(t,r,s){let i=new L(s.timeZone,s.firstWeekday),o=tr(t,i,s,r,this.now),a=d`<div class="head">
      <ha-icon icon="mdi:chart-bar"></ha-icon>
      <h2>${this.config?.title??r("card_rates")}</h2>
    </div>`;return o?d`<ha-card>
      ${a}
      <div class="current">${o.now??r("card_band_none")}</div>
      ${o.next?d`<p class="quiet">${o.next}</p>`:u}
      ${o.days.map(l=>this.day(l))}
      ${o.days.length<2?d`<p class="quiet">${r("card_no_tomorrow")}</p>`:u}
      ${o.marks.length?d`<p class="legend quiet">
              ${o.marks.map(l=>d`<span><span class="mark ${l}"></span>${r(`card_${l}`)}</span>`)}
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
        <p role="status">${rr(t,this.energy,s,r,this.now)}</p>
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
            ${o.rows.map(l=>d`<tr>
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
        >${a}
        <p class="message quiet" role="status">${r("card_no_rates")}</p></ha-card
      >`}day(t){return d`<section>
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
    </section>`}};y([_()],ne.prototype,"energy",2);var ir=$`
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
`;var pn=4.54609;function or(n,e,t,r,s){let i=_e(n);if(i.cost===null)return null;let o=n.filter(g=>g.cost!==null&&g.reference_cost!==null),a=Ye(o,"reference_cost"),l=Ye(o,"cost"),c=Ye(n,"excess"),m=un(i.energy-i.unpriced,e),p=g=>r.money(g,t),h=[["paid",i.cost],...o.length?[["standard",a]]:[],["cheapest_hours",i.cost-c],...m===null?[]:[["petrol",m]]],f=Math.max(...h.map(([,g])=>g),.01),v=a-l;return{headline:o.length&&a>0?s("card_saved_headline",{saved:p(v),share:r.percent(v/a)}):s("card_paid_headline",{cost:p(i.cost)}),lines:h.map(([g,K])=>({key:g,label:s(`card_savings_${g}`),value:p(K),share:Math.max(K,0)/f})),notes:[...c>=.005?[s("card_excess",{excess:p(c)})]:[],...m===null?[]:[s("card_petrol_saved",{saved:p(m-i.cost)})],...i.unpriced>0?[s("card_unpriced",{energy:r.energy(i.unpriced)})]:[]]}}function un(n,e){let{miles_per_kwh:t,miles_per_gallon:r,petrol_price:s}=e;return!t||!r||!s?null:n*t/r*pn*s}function Ye(n,e){return n.reduce((t,r)=>t+(r[e]??0),0)}function ar(n,e,t){if(!n)return null;let{allowance_min:r,used_min:s,planned_min:i}=n,o=Math.max(r-s,0),a=i-o;return{used:Math.min(s/r,1),planned:Math.min(i,o)/r,text:t("card_cap_used",{used:e.duration(s),allowance:e.duration(r)}),warning:a>0?t("card_cap_beyond",{beyond:e.duration(a)}):null}}var Je=(n,e,t)=>({name:n,selector:{number:{min:0,max:e,step:t,mode:"box"}}}),se=class extends D{constructor(){super(...arguments);this.range=j({})}static{this.styles=[...D.styles,N,ir]}static{this.getConfigForm=()=>k({name:"range",selector:{select:{mode:"dropdown",options:["7","30","90","365","all"]}}},Je("miles_per_kwh",10,.1),Je("miles_per_gallon",150,1),Je("petrol_price",10,.001))}static{this.getStubConfig=()=>({})}setConfig(t){super.setConfig(t),this.range=j(t)}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}show(t,r,s){let{pages:i,calendar:o,range:a}=this;if(!i||!o)return this.message("",!0);let l=ye(i.sessions,a,this.window(t,o),o);return d`<ha-card aria-busy=${i.state==="loading"?"true":"false"}>
      <div class="head">
        <ha-icon icon="mdi:piggy-bank-outline"></ha-icon>
        <h2>${this.config?.title??r("card_savings")}</h2>
      </div>
      <div class="fields">
        ${xe(a,r,c=>this.range={...this.range,range:c},c=>this.range={...this.range,...c})}
      </div>
      ${this.cap(ar(t.cap,s,r),r)}
      ${this.body(or(l,this.config??{},t.currency,s,r),t,r,s)}
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
    </section>`:u}body(t,r,s,i){if(this.pages?.state==="failed")return d`<p class="message quiet" role="alert">${s("card_history_failed")}</p>`;if(!t){let o=r.last_session?s("card_none_in_range"):V(r,i,s);return d`<p class="message quiet" role="status">
        ${this.pages?.state==="loading"?s("card_loading"):o}
      </p>`}return d`<p class="headline">${t.headline}</p>
      <dl>
        ${t.lines.map(o=>d`<div class=${o.key}>
              <dt>${o.label}</dt>
              <dd><span class="bar" style="width:${o.share*70}%"></span><span>${o.value}</span></dd>
            </div>`)}
      </dl>
      ${t.notes.map(o=>d`<p class="quiet">${o}</p>`)}`}};y([_()],se.prototype,"range",2);var lr=$`
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
`;var we=class extends b{static{this.styles=[...b.styles,lr]}static{this.getConfigForm=()=>k()}static{this.getStubConfig=()=>({})}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}show(e,t,r){let s=Et(e,r,t,this.now),i=this.config?.title;return s?d`<ha-card>
      ${this.head(i??s.heading,s)}
      <div class="figures" aria-live="polite">
        <span class="cost">${s.cost}</span>
        <span class="energy">${s.energy}</span>
      </div>
      <p class="quiet">${s.when}</p>
      ${this.bars(s)}
      <dl>
        ${s.facts.map(o=>d`<div class=${o.key}>
              <dt>${o.label}</dt>
              <dd>${o.value}</dd>
            </div>`)}
      </dl>
      ${s.notes.map(o=>d`<p class="quiet">${o}</p>`)}
      <details>
        <summary>${t("card_half_hours")}</summary>
        ${ve(s.rows,t)}
      </details>
    </ha-card>`:d`<ha-card>
        ${this.head(i??t("card_last_charge"),null)}
        <p class="message quiet" role="status">${V(e,r,t)}</p>
      </ha-card>`}head(e,t){let r=t?.charging?"mdi:ev-plug-type2":"mdi:ev-station";return d`<div class="head">
      <ha-icon class=${t?.charging?"charging":""} icon=${r}></ha-icon>
      <h2>${e}</h2>
      ${t?d`<span class="chip ${t.live?"live":""}">${t.state}</span>`:u}
    </div>`}bars(e){return d`<div class="bars" role="img" aria-label=${e.barsLabel}>
      ${e.bars.map(t=>d`<span style="height:${Math.max(t.height*100,3)}%;background:${t.colour}"></span>`)}
    </div>`}};var hn=["session","rates","savings"];async function ur(n){let e=I(await n.loadBackendTranslation("common","octopus_ev")),t=Object.values(n.entities).filter(l=>l.platform==="octopus_ev"),r=pr(t.filter(l=>l.translation_key==="charging_session")),s=pr(t).filter(l=>!r.includes(l)),i=l=>n.devices[l]?.name_by_user??n.devices[l]?.name??e("card_dashboard"),o=s.map(l=>mn(l,i(l),t)),a=r.length?r:[void 0];return{title:e("card_dashboard"),views:a.map((l,c)=>({title:a.length>1&&l!==void 0?i(l):e("card_dashboard"),path:`ev-${c+1}`,icon:"mdi:ev-station",type:"sections",max_columns:3,sections:[...hn.map(m=>Qe(dr(m,l))),...(c===0?o:[]).map(cr),cr(Qe(dr("history",l)))]}))}}function dr(n,e){return{type:`custom:octopus-ev-${n}-card`,...e===void 0?{}:{device_id:e},...n==="history"?{grid_options:{columns:"full"}}:{}}}function mn(n,e,t){let r=t.filter(s=>s.device_id===n&&!s.hidden&&s.entity_category===void 0);return Qe({type:"heading",heading:e,icon:"mdi:car-electric"},...r.map(s=>({type:"tile",entity:s.entity_id,name:{type:"entity"}})))}function cr(n){return{...n,column_span:3}}function Qe(...n){return{type:"grid",cards:n}}function pr(n){return[...new Set(n.flatMap(e=>e.device_id??[]))]}var Ce=class extends HTMLElement{static{this.noEditor=!0}static async generate(e,t){return ur(t)}static getCreateSuggestions(){return{title:"EV charging",icon:"mdi:ev-station"}}};var gn={"octopus-ev-history-card":x,"octopus-ev-rates-card":ne,"octopus-ev-savings-card":se,"octopus-ev-session-card":we,"ll-strategy-dashboard-octopus-ev":Ce};for(let[n,e]of Object.entries(gn))customElements.get(n)||customElements.define(n,e);
