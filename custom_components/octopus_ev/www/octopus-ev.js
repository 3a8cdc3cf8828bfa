var Cr=Object.defineProperty;var Sr=Object.getOwnPropertyDescriptor;var y=(n,e,t,r)=>{for(var s=r>1?void 0:r?Sr(e,t):e,i=n.length-1,a;i>=0;i--)(a=n[i])&&(s=(r?a(e,t,s):a(s))||s);return r&&s&&Cr(e,t,s),s};var kr="component.octopus_ev.";function S(n){return(e,t)=>n(kr+(e.includes(".")?e:`common.${e}`),t)}function it(n){return n("card_failed")!==""}async function le(n){await Promise.all(["common","exceptions"].map(e=>n.loadBackendTranslation(e,"octopus_ev")))}var Tr=/^octopus-ev(?:-(\w+)-card)?$/,Pr=500;function ot(n,e){for(let t of n){let r=Tr.exec(t.type);if(!r)continue;let s=r[1]??"dashboard";at(t,"name",`card_name_${s}`,e),at(t,"description",`card_description_${s}`,e)}}function Re(n){let e=n();e?le(e):setTimeout(()=>{Re(n)},Pr)}function at(n,e,t,r){let s=n[e];Object.defineProperty(n,e,{enumerable:!0,get:()=>{let i=r(),a=i?S(i.localize)(t):"";return a===""?s:a}})}/**
 * @license
 * Copyright 2019 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var de=globalThis,ce=de.ShadowRoot&&(de.ShadyCSS===void 0||de.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,De=Symbol(),lt=new WeakMap,G=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==De)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(ce&&e===void 0){let r=t!==void 0&&t.length===1;r&&(e=lt.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),r&&lt.set(t,e))}return e}toString(){return this.cssText}},dt=n=>new G(typeof n=="string"?n:n+"",void 0,De),x=(n,...e)=>{let t=n.length===1?n[0]:e.reduce((r,s,i)=>r+(a=>{if(a._$cssResult$===!0)return a.cssText;if(typeof a=="number")return a;throw Error("Value passed to 'css' function must be a 'css' function result: "+a+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+n[i+1],n[0]);return new G(t,n,De)},ct=(n,e)=>{if(ce)n.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let r=document.createElement("style"),s=de.litNonce;s!==void 0&&r.setAttribute("nonce",s),r.textContent=t.cssText,n.appendChild(r)}},Ee=ce?n=>n:n=>n instanceof CSSStyleSheet?(e=>{let t="";for(let r of e.cssRules)t+=r.cssText;return dt(t)})(n):n;/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var{is:Ar,defineProperty:Rr,getOwnPropertyDescriptor:Dr,getOwnPropertyNames:Er,getOwnPropertySymbols:Or,getPrototypeOf:Fr}=Object,pe=globalThis,pt=pe.trustedTypes,Mr=pt?pt.emptyScript:"",Ur=pe.reactiveElementPolyfillSupport,Y=(n,e)=>n,J={toAttribute(n,e){switch(e){case Boolean:n=n?Mr:null;break;case Object:case Array:n=n==null?n:JSON.stringify(n)}return n},fromAttribute(n,e){let t=n;switch(e){case Boolean:t=n!==null;break;case Number:t=n===null?null:Number(n);break;case Object:case Array:try{t=JSON.parse(n)}catch{t=null}}return t}},ue=(n,e)=>!Ar(n,e),ut={attribute:!0,type:String,converter:J,reflect:!1,useDefault:!1,hasChanged:ue};Symbol.metadata??=Symbol("metadata"),pe.litPropertyMetadata??=new WeakMap;var k=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=ut){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let r=Symbol(),s=this.getPropertyDescriptor(e,r,t);s!==void 0&&Rr(this.prototype,e,s)}}static getPropertyDescriptor(e,t,r){let{get:s,set:i}=Dr(this.prototype,e)??{get(){return this[t]},set(a){this[t]=a}};return{get:s,set(a){let o=s?.call(this);i?.call(this,a),this.requestUpdate(e,o,r)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??ut}static _$Ei(){if(this.hasOwnProperty(Y("elementProperties")))return;let e=Fr(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(Y("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Y("properties"))){let t=this.properties,r=[...Er(t),...Or(t)];for(let s of r)this.createProperty(s,t[s])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[r,s]of t)this.elementProperties.set(r,s)}this._$Eh=new Map;for(let[t,r]of this.elementProperties){let s=this._$Eu(t,r);s!==void 0&&this._$Eh.set(s,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let r=new Set(e.flat(1/0).reverse());for(let s of r)t.unshift(Ee(s))}else e!==void 0&&t.push(Ee(e));return t}static _$Eu(e,t){let r=t.attribute;return r===!1?void 0:typeof r=="string"?r:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let r of t.keys())this.hasOwnProperty(r)&&(e.set(r,this[r]),delete this[r]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return ct(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,r){this._$AK(e,r)}_$ET(e,t){let r=this.constructor.elementProperties.get(e),s=this.constructor._$Eu(e,r);if(s!==void 0&&r.reflect===!0){let i=(r.converter?.toAttribute!==void 0?r.converter:J).toAttribute(t,r.type);this._$Em=e,i==null?this.removeAttribute(s):this.setAttribute(s,i),this._$Em=null}}_$AK(e,t){let r=this.constructor,s=r._$Eh.get(e);if(s!==void 0&&this._$Em!==s){let i=r.getPropertyOptions(s),a=typeof i.converter=="function"?{fromAttribute:i.converter}:i.converter?.fromAttribute!==void 0?i.converter:J;this._$Em=s;let o=a.fromAttribute(t,i.type);this[s]=o??this._$Ej?.get(s)??o,this._$Em=null}}requestUpdate(e,t,r,s=!1,i){if(e!==void 0){let a=this.constructor;if(s===!1&&(i=this[e]),r??=a.getPropertyOptions(e),!((r.hasChanged??ue)(i,t)||r.useDefault&&r.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,r))))return;this.C(e,t,r)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:r,reflect:s,wrapped:i},a){r&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),i!==!0||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||r||(t=void 0),this._$AL.set(e,t)),s===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,i]of this._$Ep)this[s]=i;this._$Ep=void 0}let r=this.constructor.elementProperties;if(r.size>0)for(let[s,i]of r){let{wrapped:a}=i,o=this[s];a!==!0||this._$AL.has(s)||o===void 0||this.C(s,void 0,i,o)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(r=>r.hostUpdate?.()),this.update(t)):this._$EM()}catch(r){throw e=!1,this._$EM(),r}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};k.elementStyles=[],k.shadowRootOptions={mode:"open"},k[Y("elementProperties")]=new Map,k[Y("finalized")]=new Map,Ur?.({ReactiveElement:k}),(pe.reactiveElementVersions??=[]).push("2.1.2");/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var Ie=globalThis,ht=n=>n,he=Ie.trustedTypes,mt=he?he.createPolicy("lit-html",{createHTML:n=>n}):void 0,vt="$lit$",T=`lit$${Math.random().toFixed(9).slice(2)}$`,$t="?"+T,Nr=`<${$t}>`,M=document,X=()=>M.createComment(""),ee=n=>n===null||typeof n!="object"&&typeof n!="function",Le=Array.isArray,Hr=n=>Le(n)||typeof n?.[Symbol.iterator]=="function",Oe=`[ 	
\f\r]`,Q=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,gt=/-->/g,ft=/>/g,O=RegExp(`>|${Oe}(?:([^\\s"'>=/]+)(${Oe}*=${Oe}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),yt=/'/g,_t=/"/g,xt=/^(?:script|style|textarea|title)$/i,Ve=n=>(e,...t)=>({_$litType$:n,strings:e,values:t}),d=Ve(1),In=Ve(2),Ln=Ve(3),U=Symbol.for("lit-noChange"),u=Symbol.for("lit-nothing"),bt=new WeakMap,F=M.createTreeWalker(M,129);function wt(n,e){if(!Le(n)||!n.hasOwnProperty("raw"))throw Error("invalid template strings array");return mt!==void 0?mt.createHTML(e):e}var Ir=(n,e)=>{let t=n.length-1,r=[],s,i=e===2?"<svg>":e===3?"<math>":"",a=Q;for(let o=0;o<t;o++){let l=n[o],c,h,p=-1,m=0;for(;m<l.length&&(a.lastIndex=m,h=a.exec(l),h!==null);)m=a.lastIndex,a===Q?h[1]==="!--"?a=gt:h[1]!==void 0?a=ft:h[2]!==void 0?(xt.test(h[2])&&(s=RegExp("</"+h[2],"g")),a=O):h[3]!==void 0&&(a=O):a===O?h[0]===">"?(a=s??Q,p=-1):h[1]===void 0?p=-2:(p=a.lastIndex-h[2].length,c=h[1],a=h[3]===void 0?O:h[3]==='"'?_t:yt):a===_t||a===yt?a=O:a===gt||a===ft?a=Q:(a=O,s=void 0);let f=a===O&&n[o+1].startsWith("/>")?" ":"";i+=a===Q?l+Nr:p>=0?(r.push(c),l.slice(0,p)+vt+l.slice(p)+T+f):l+T+(p===-2?o:f)}return[wt(n,i+(n[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),r]},te=class n{constructor({strings:e,_$litType$:t},r){let s;this.parts=[];let i=0,a=0,o=e.length-1,l=this.parts,[c,h]=Ir(e,t);if(this.el=n.createElement(c,r),F.currentNode=this.el.content,t===2||t===3){let p=this.el.content.firstChild;p.replaceWith(...p.childNodes)}for(;(s=F.nextNode())!==null&&l.length<o;){if(s.nodeType===1){if(s.hasAttributes())for(let p of s.getAttributeNames())if(p.endsWith(vt)){let m=h[a++],f=s.getAttribute(p).split(T),g=/([.?@])?(.*)/.exec(m);l.push({type:1,index:i,name:g[2],strings:f,ctor:g[1]==="."?Me:g[1]==="?"?Ue:g[1]==="@"?Ne:L}),s.removeAttribute(p)}else p.startsWith(T)&&(l.push({type:6,index:i}),s.removeAttribute(p));if(xt.test(s.tagName)){let p=s.textContent.split(T),m=p.length-1;if(m>0){s.textContent=he?he.emptyScript:"";for(let f=0;f<m;f++)s.append(p[f],X()),F.nextNode(),l.push({type:2,index:++i});s.append(p[m],X())}}}else if(s.nodeType===8)if(s.data===$t)l.push({type:2,index:i});else{let p=-1;for(;(p=s.data.indexOf(T,p+1))!==-1;)l.push({type:7,index:i}),p+=T.length-1}i++}}static createElement(e,t){let r=M.createElement("template");return r.innerHTML=e,r}};function I(n,e,t=n,r){if(e===U)return e;let s=r!==void 0?t._$Co?.[r]:t._$Cl,i=ee(e)?void 0:e._$litDirective$;return s?.constructor!==i&&(s?._$AO?.(!1),i===void 0?s=void 0:(s=new i(n),s._$AT(n,t,r)),r!==void 0?(t._$Co??=[])[r]=s:t._$Cl=s),s!==void 0&&(e=I(n,s._$AS(n,e.values),s,r)),e}var Fe=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:r}=this._$AD,s=(e?.creationScope??M).importNode(t,!0);F.currentNode=s;let i=F.nextNode(),a=0,o=0,l=r[0];for(;l!==void 0;){if(a===l.index){let c;l.type===2?c=new re(i,i.nextSibling,this,e):l.type===1?c=new l.ctor(i,l.name,l.strings,this,e):l.type===6&&(c=new He(i,this,e)),this._$AV.push(c),l=r[++o]}a!==l?.index&&(i=F.nextNode(),a++)}return F.currentNode=M,s}p(e){let t=0;for(let r of this._$AV)r!==void 0&&(r.strings!==void 0?(r._$AI(e,r,t),t+=r.strings.length-2):r._$AI(e[t])),t++}},re=class n{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,r,s){this.type=2,this._$AH=u,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=r,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=I(this,e,t),ee(e)?e===u||e==null||e===""?(this._$AH!==u&&this._$AR(),this._$AH=u):e!==this._$AH&&e!==U&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Hr(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==u&&ee(this._$AH)?this._$AA.nextSibling.data=e:this.T(M.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:r}=e,s=typeof r=="number"?this._$AC(e):(r.el===void 0&&(r.el=te.createElement(wt(r.h,r.h[0]),this.options)),r);if(this._$AH?._$AD===s)this._$AH.p(t);else{let i=new Fe(s,this),a=i.u(this.options);i.p(t),this.T(a),this._$AH=i}}_$AC(e){let t=bt.get(e.strings);return t===void 0&&bt.set(e.strings,t=new te(e)),t}k(e){Le(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,r,s=0;for(let i of e)s===t.length?t.push(r=new n(this.O(X()),this.O(X()),this,this.options)):r=t[s],r._$AI(i),s++;s<t.length&&(this._$AR(r&&r._$AB.nextSibling,s),t.length=s)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let r=ht(e).nextSibling;ht(e).remove(),e=r}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},L=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,r,s,i){this.type=1,this._$AH=u,this._$AN=void 0,this.element=e,this.name=t,this._$AM=s,this.options=i,r.length>2||r[0]!==""||r[1]!==""?(this._$AH=Array(r.length-1).fill(new String),this.strings=r):this._$AH=u}_$AI(e,t=this,r,s){let i=this.strings,a=!1;if(i===void 0)e=I(this,e,t,0),a=!ee(e)||e!==this._$AH&&e!==U,a&&(this._$AH=e);else{let o=e,l,c;for(e=i[0],l=0;l<i.length-1;l++)c=I(this,o[r+l],t,l),c===U&&(c=this._$AH[l]),a||=!ee(c)||c!==this._$AH[l],c===u?e=u:e!==u&&(e+=(c??"")+i[l+1]),this._$AH[l]=c}a&&!s&&this.j(e)}j(e){e===u?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},Me=class extends L{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===u?void 0:e}},Ue=class extends L{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==u)}},Ne=class extends L{constructor(e,t,r,s,i){super(e,t,r,s,i),this.type=5}_$AI(e,t=this){if((e=I(this,e,t,0)??u)===U)return;let r=this._$AH,s=e===u&&r!==u||e.capture!==r.capture||e.once!==r.once||e.passive!==r.passive,i=e!==u&&(r===u||s);s&&this.element.removeEventListener(this.name,this,r),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},He=class{constructor(e,t,r){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=r}get _$AU(){return this._$AM._$AU}_$AI(e){I(this,e)}};var Lr=Ie.litHtmlPolyfillSupport;Lr?.(te,re),(Ie.litHtmlVersions??=[]).push("3.3.3");var Ct=(n,e,t)=>{let r=t?.renderBefore??e,s=r._$litPart$;if(s===void 0){let i=t?.renderBefore??null;r._$litPart$=s=new re(e.insertBefore(X(),i),i,void 0,t??{})}return s._$AI(n),s};/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var ze=globalThis,P=class extends k{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Ct(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return U}};P._$litElement$=!0,P.finalized=!0,ze.litElementHydrateSupport?.({LitElement:P});var Vr=ze.litElementPolyfillSupport;Vr?.({LitElement:P});(ze.litElementVersions??=[]).push("4.2.2");/**
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
 */var zr={attribute:!0,type:String,converter:J,reflect:!1,hasChanged:ue},jr=(n=zr,e,t)=>{let{kind:r,metadata:s}=t,i=globalThis.litPropertyMetadata.get(s);if(i===void 0&&globalThis.litPropertyMetadata.set(s,i=new Map),r==="setter"&&((n=Object.create(n)).wrapped=!0),i.set(t.name,n),r==="accessor"){let{name:a}=t;return{set(o){let l=e.get.call(this);e.set.call(this,o),this.requestUpdate(a,l,n,!0,o)},init(o){return o!==void 0&&this.C(a,void 0,n,o),o}}}if(r==="setter"){let{name:a}=t;return function(o){let l=this[a];e.call(this,o),this.requestUpdate(a,l,n,!0,o)}}throw Error("Unsupported decorator location: "+r)};function me(n){return(e,t)=>typeof t=="object"?jr(n,e,t):((r,s,i)=>{let a=s.hasOwnProperty(i);return s.constructor.createProperty(i,r),a?Object.getOwnPropertyDescriptor(s,i):void 0})(n,e,t)}/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */function _(n){return me({...n,state:!0,attribute:!1})}/**
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
 */var Kr={name:"device_id",selector:{device:{integration:"octopus_ev"}}},qr={name:"title",selector:{text:{}}};function A(...n){return{schema:[Kr,qr,...n],computeLabel:(e,t)=>S(t)(`card_config_${e.name}`)||void 0}}var V=x`
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
`;var Ke=n=>new Date(`${n}T00:00:00Z`),je=n=>n.toISOString().slice(0,10),z=class{constructor(e,t=1){this.firstWeekday=t;this.days=new Map;this.clock=new Intl.DateTimeFormat("sv-SE",{dateStyle:"short",timeStyle:"medium",...e===void 0?{}:{timeZone:e}})}day(e){let t=this.days.get(e);return t===void 0&&(t=this.clock.format(new Date(e)).slice(0,10),this.days.set(e,t)),t}first(e,t){switch(t){case"day":return e;case"week":{let r=Ke(e);return ne(e,-((r.getUTCDay()-this.firstWeekday+7)%7))}case"month":return`${e.slice(0,7)}-01`;case"year":return`${e.slice(0,4)}-01-01`}}periods(e,t,r){let s=[];for(let i=this.first(e,r);i<=t;i=Br(i,r))s.push(i);return s}field(e){return this.clock.format(new Date(e)).slice(0,16).replace(" ","T")}instant(e){let t=Date.parse(`${e}:00Z`),r=t-this.offset(t-864e5/2);return this.offset(r)!==t-r&&(r=t-this.offset(r)),new Date(r).toISOString()}offset(e){return Date.parse(`${this.clock.format(new Date(e)).replace(" ","T")}Z`)-e}};function ne(n,e){return je(new Date(Ke(n).getTime()+e*864e5))}function Br(n,e){let t=Ke(n);switch(e){case"day":return ne(n,1);case"week":return ne(n,7);case"month":return t.setUTCMonth(t.getUTCMonth()+1),je(t);case"year":return t.setUTCFullYear(t.getUTCFullYear()+1),je(t)}}var St="octopus_ev/subscribe",kt="octopus_ev/sessions",Tt="octopus_ev/session",j="octopus_ev/amend",fe="octopus_ev/edit",ye="octopus_ev/merge",_e="octopus_ev/split",be="octopus_ev/add";var Wr=5e3,qe=class{constructor(e){this.connection=e;this.listeners=new Set;this.current={kind:"loading"};this.turn=0;this.begin=()=>{this.end();let e=this.turn;this.connection.subscribeMessage(t=>{e===this.turn&&this.hear(t)},{type:St},{resubscribe:!1}).then(t=>{e===this.turn?this.leave=t:t().catch(()=>{})},()=>{e===this.turn&&(this.tell({kind:"failed"},null),this.retry=setTimeout(this.begin,Wr))})}}get state(){return this.current}listen(e){return this.listeners.add(e),this.listeners.size===1&&(this.connection.addEventListener("ready",this.begin),this.begin()),e(this.current,null),()=>{this.listeners.delete(e)&&!this.listeners.size&&(this.connection.removeEventListener("ready",this.begin),this.end())}}end(){this.turn+=1,clearTimeout(this.retry),this.leave?.().catch(()=>{}),this.leave=void 0}hear(e){if(e.kind==="snapshot")this.tell({kind:"ready",points:e.points},null);else if(this.current.kind==="ready"){let t=this.current.points.map(r=>({...r,...e.points[r.key]}));this.tell({kind:"ready",points:t},e)}}tell(e,t){this.current=e;for(let r of[...this.listeners])r(e,t)}},Pt=new WeakMap;function At(n){let e=Pt.get(n);return e||(e=new qe(n),Pt.set(n,e)),e}function ve(n,e){return e===void 0?n[0]:n.find(t=>t.device_id===e)}var Rt={off_peak:"var(--success-color)",below_mean:"var(--success-color)",standard:"var(--info-color)",above_mean:"var(--warning-color)",peak:"var(--error-color)"},Dt=["off_peak","below_mean","standard","above_mean","peak","none"];function C(n){return Rt[n??"none"]??"var(--disabled-color)"}function K(n){return n!==null&&n in Rt?`card_band_${n}`:"card_band_none"}var R="none";function Et(n,e,t){return n.range==="free"?[n.from||(t??e),n.to||e]:[n.range==="all"?t??e:ne(e,1-Number(n.range)),e]}function $e(n,e,[t,r],s){return n.filter(i=>{let a=s.day(i.start);return t<=a&&a<=r&&(!e.vehicle||(i.vehicle??R)===e.vehicle)&&(!e.type||(i.type??R)===e.type)})}function xe(n){let e=0,t=0,r=0,s=!1;for(let i of n)e+=i.energy_kwh,t+=i.unpriced_kwh,i.cost!==null&&(r+=i.cost,s=!0);return{count:n.length,energy:e,cost:s?r:null,unpriced:t,rate:s&&e>t?r/(e-t):null}}function Ot(n,e,[t,r],s){let i=new Map(s.periods(t,r,e.period).map(a=>[a,{day:a,parts:new Map,sum:0}]));for(let a of n){let o=i.get(s.first(s.day(a.start),e.period));if(o)for(let[l,c]of Zr(a,e.measure,e.stack))o.parts.set(l,(o.parts.get(l)??0)+c),o.sum+=c}return[...i.values()]}function Ft(n,e){let t=new Set(n.flatMap(r=>[...r.parts.keys()]));return e==="band"?Dt.filter(r=>t.has(r)):[...t].sort()}function Mt(n,e){return[...new Set(n.map(t=>t[e]??R))].sort()}function Zr(n,e,t){if(t!=="band"){let r=e==="energy"?n.energy_kwh:n.cost??0;return[[n[t]??R,r]]}return e==="cost"?Object.entries(n.cost_by_band):[...Object.entries(n.energy_by_band),...n.unpriced_kwh>0?[[R,n.unpriced_kwh]]:[]]}var we=class{constructor(e,t){this.connection=e;this.changed=t;this.state="loading";this.byId=new Map;this.point="";this.since=1/0;this.turn=0}get sessions(){return this.ordered??=[...this.byId.values()].sort((e,t)=>e.start<t.start?1:-1),this.ordered}async want(e,t){e===this.point&&t>=this.since||await this.load(e,t)}async again(){this.point&&await this.load(this.point,this.since)}hear(e){for(let t of e.sessions)t.point===this.point&&Date.parse(t.start)>=this.since&&this.byId.set(t.id,t);for(let t of e.removed)this.byId.delete(t);this.tell()}async load(e,t){this.turn+=1;let r=this.turn;e!==this.point&&this.byId.clear(),this.point=e,this.since=t,this.state="loading",this.tell();let s=[],i=t>0?{start:new Date(t).toISOString()}:{};try{for(let a;a!==null;){let o=a===void 0?{}:{end:a},l=await this.connection.sendMessagePromise({type:kt,point:e,...i,...o});if(r!==this.turn)return;s.push(...l.sessions),a=l.before}}catch{if(r!==this.turn)return;this.state="failed",this.tell();return}this.byId.clear();for(let a of s)this.byId.set(a.id,a);this.state="ready",this.tell()}tell(){this.ordered=void 0,this.changed()}};var Gr=["sunday","monday","tuesday","wednesday","thursday","friday","saturday"];function Yr(n){switch(n.number_format){case"comma_decimal":return"en-US";case"decimal_comma":return"de";case"space_comma":return"fr";case"quote_decimal":return"de-CH";case"system":return;default:return n.language}}var se=class n{constructor(e,t){this.locale=e;this.cache=new Map;this.timeZone=e.time_zone==="local"?void 0:t;let r=Gr.indexOf(e.first_weekday??"");this.firstWeekday=r<0?1:r}static of(e){return new n(e.locale,e.config.time_zone)}static key({locale:e,config:t}){return[e.language,e.number_format,e.time_format,e.time_zone,e.first_weekday,t.time_zone].join()}number(e,t){return this.numbers(`n${t}`,{minimumFractionDigits:t,maximumFractionDigits:t,useGrouping:this.locale.number_format!=="none"}).format(e)}energy(e){return`${this.number(e,e<100?2:1)} kWh`}power(e){return`${this.number(e,1)} kW`}percent(e){return this.numbers("%",{style:"percent",maximumFractionDigits:0}).format(e)}money(e,t){return this.numbers(`m${t}`,{style:"currency",currency:t,currencyDisplay:"narrowSymbol"}).format(Math.abs(e)<.005?0:e)}rate(e,t){return t==="GBP"?`${this.number(e*100,2)}p/kWh`:`${this.money(e,t)}/kWh`}time(e){return this.dates("t",{hour:"2-digit",minute:"2-digit",...this.hours()}).format(new Date(e))}day(e){return this.dates("d",{weekday:"short",day:"numeric",month:"short"}).format(new Date(e))}localDay(e){return this.dates("ld",{day:"numeric",month:"short",timeZone:"UTC"}).format(new Date(e))}localMonth(e){return this.dates("lm",{month:"short",year:"numeric",timeZone:"UTC"}).format(new Date(e))}span(e,t){let s=Date.parse(t)-Date.parse(e)>=864e5?`${this.day(t)}, ${this.time(t)}`:this.time(t);return`${this.day(e)}, ${this.time(e)} – ${s}`}duration(e){let t=Math.floor(e/60);return[...t?[this.unit(t,"hour")]:[],...e%60||!t?[this.unit(e%60,"minute")]:[]].join(" ")}unit(e,t){return this.numbers(t,{style:"unit",unit:t,unitDisplay:"short"}).format(e)}hours(){let{time_format:e}=this.locale;return e==="12"||e==="24"?{hourCycle:e==="12"?"h12":"h23"}:{}}numbers(e,t){return this.kept(e,()=>new Intl.NumberFormat(Yr(this.locale),t))}dates(e,t){return this.kept(e,()=>new Intl.DateTimeFormat(this.locale.language,{...this.timeZone===void 0?{}:{timeZone:this.timeZone},...t}))}kept(e,t){let r=this.cache.get(e);if(r)return r;let s=t();return this.cache.set(e,s),s}};var Ut=x`
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
`;var Jr=3e4,$=class extends P{constructor(){super(...arguments);this.feed={kind:"loading"};this.now=Date.now();this.key=""}static{this.styles=[Ut]}setConfig(t){this.config=t}set hass(t){let r=this.home;this.home=t;let s=se.key(t);s!==this.key&&(this.key=s,this.format=se.of(t),le(t)),r?.localize!==t.localize&&(this.t=S(t.localize)),r?.connection!==t.connection&&this.follow()}getCardSize(){return 4}connectedCallback(){super.connectedCallback(),this.follow(),this.clock=setInterval(()=>this.now=Date.now(),Jr)}disconnectedCallback(){super.disconnectedCallback(),this.leave?.(),this.leave=void 0,clearInterval(this.clock)}render(){let{config:t,t:r,format:s,feed:i}=this;if(!t)return u;if(!r||!s||!it(r)||i.kind==="loading")return this.message("",!0);if(i.kind==="failed")return this.message(r("card_failed"));let a=ve(i.points,t.device_id);return a?this.show(a,r,s):this.message(r(i.points.length?"card_point_gone":"card_no_points"))}message(t,r=!1){return d`<ha-card aria-busy=${r?"true":"false"}>
      <p class="message quiet" role="status">${t}</p>
    </ha-card>`}follow(){this.leave?.(),this.leave=void 0,!(!this.isConnected||!this.home)&&(this.leave=At(this.home.connection).listen((t,r)=>{this.feed=t,this.heard?.(t,r)}))}};y([_()],$.prototype,"config",2),y([_()],$.prototype,"feed",2),y([_()],$.prototype,"t",2),y([_()],$.prototype,"now",2),y([me({attribute:!1,noAccessor:!0})],$.prototype,"hass",1);var Qr=864e5,D=class extends ${constructor(){super(...arguments);this.redraw=()=>{this.requestUpdate()}}heard(t,r){r?this.pages?.hear(r):t.kind==="ready"&&this.pages?.again()}willUpdate(t){super.willUpdate(t);let{home:r,format:s,feed:i}=this;if(!r||!s||i.kind!=="ready")return;this.pages??=new we(r.connection,this.redraw),this.calendar=new z(s.timeZone,s.firstWeekday);let a=ve(i.points,this.config?.device_id);if(!a)return;let[o]=this.window(a,this.calendar);this.pages.want(a.key,Math.max(Date.parse(o)-Qr,0))}window(t,r){let s=t.oldest_session===null?null:r.day(t.oldest_session);return Et(this.range,r.day(new Date(this.now).toISOString()),s)}};function N({car_rates:n,rates:e}){return n.length?n:e}function q(n,e){return n.find(t=>Date.parse(t.start)<=e&&e<Date.parse(t.end))}var E=18e5,Xr=48;function Ce(n,e,t,r){return n.plans.flatMap(s=>{let i=s.blocks.filter(a=>Date.parse(a.end)>r);return i.length?[en(s,i,n,e,t,r)]:[]})}function en(n,e,t,r,s,i){let a=g=>g===null?"–":r.money(g,t.currency),o=g=>g===null?"–":r.energy(g),l=Math.floor(i/E)*E,c=[...e.map(g=>g.end),...n.ready_by===null?[]:[n.ready_by]],h=Math.min(Math.ceil(Math.max(...c.map(g=>Date.parse(g)))/E)*E,l+Xr*E),p=N(t),m=[];for(let g=l;g<h;g+=E)m.push({colour:C(q(p,g)?.band??null),share:tn(e,g)});let f=e.map(g=>({time:`${r.time(g.start)} – ${r.time(g.end)}`,energy:o(g.energy_kwh),cost:a(g.cost)}));return{heading:n.vehicle===null?s("card_plan"):s("card_plan_of",{vehicle:n.vehicle}),sum:[...n.energy_kwh===null?[]:[r.energy(n.energy_kwh)],...n.cost===null?[]:[a(n.cost)],...n.charge_percent===null?[]:[s("card_charge_now",{percent:r.percent(n.charge_percent/100)})],...Be(n,r,s)].join(" · "),cells:m,first:r.time(l),last:r.time(h),label:s("card_plan_label",{times:f.map(g=>g.time).join(", ")}),rows:f}}function Be({target_percent:n,ready_by:e},t,r){return n===null||e===null?[]:[r("card_target_by",{percent:t.percent(n/100),time:t.time(e)})]}function tn(n,e){return n.reduce((t,{start:r,end:s})=>{let i=Math.min(Date.parse(s),e+E)-Math.max(Date.parse(r),e);return t+Math.max(i,0)/E},0)}function Nt(n,e,t,r){let s=n.live_session,i=s??n.last_session;if(!i)return null;let a=s?n.live_slots:n.last_slots,o=We(a,n.currency,e,t);return{live:s!==null,charging:n.charging,heading:t(s?n.charging?"card_charging_now":"card_charging_paused":"card_last_charge"),state:t(`card_state_${i.state}`),cost:i.cost===null?t("card_no_price"):e.money(i.cost,n.currency),energy:e.energy(i.energy_kwh),when:s?t("card_since",{time:`${e.day(s.start)}, ${e.time(s.start)}`}):`${e.span(i.start,i.end)} · ${e.duration(i.duration_min)}`,facts:s?nn(n,e,t,r):sn(i,n.currency,e,t),plans:Ce(n,e,t,r),bars:rn(a),barsLabel:t("card_blocks_label",{from:e.time(i.start),to:e.time(i.end)}),rows:o,notes:an(i,n,e,t)}}function B(n,e,t){return n.imported!==null&&n.imported<1?t("card_importing",{share:e.percent(n.imported)}):n.newest_reading===null?t("card_no_readings"):t(n.sees_live?"card_no_sessions":"card_no_sessions_no_mini")}function We(n,e,t,r){return n.map(s=>({time:t.time(s.start),energy:t.energy(s.energy_kwh),rate:s.unit_rate===null?"–":t.rate(s.unit_rate,e),cost:s.cost===null?"–":t.money(s.cost,e),colour:C(s.band),band:r(K(s.band))}))}function Ze(n,e){return`${n.sources.map(r=>e(`card_source_${r}`)).join(", ")} · ${e(`card_confidence_${n.confidence}`)}`}function rn(n){let e=Math.max(...n.map(t=>t.energy_kwh),.001);return n.map(t=>({height:t.energy_kwh/e,colour:C(t.band)}))}function nn(n,e,t,r){let{power_kw:s,forecast:i,currency:a}=n,o=q(N(n),r);return Ht(t,{power:s===null?null:e.power(s),rate_now:o?e.rate(o.unit_rate,a):null,finish:i?`${e.time(i.finish)} (${e.energy(i.energy_kwh)})`:null,finish_cost:i?.cost==null?null:e.money(i.cost,a),target:i?Be(i,e,t)[0]??null:null})}function sn(n,e,t,r){let{average_rate:s,cost:i,reference_cost:a}=n,o=i===null||a===null?null:a-i;return Ht(r,{average_rate:s===null?null:t.rate(s,e),saving:o===null||o<.005?null:t.money(o,e),source:Ze(n,r),type:n.type===null?null:r(`card_type_${n.type}`),vehicle:n.vehicle})}function Ht(n,e){return Object.entries(e).flatMap(([t,r])=>r===null?[]:[{key:t,label:n(`card_${t}`),value:r}])}function an(n,e,t,r){let{cost_low:s,cost_high:i,unpriced_kwh:a,note:o}=n,{currency:l,newest_reading:c,sees_live:h}=e,p=[];if(a>0&&n.cost!==null&&p.push(r("card_unpriced",{energy:t.energy(a)})),s!==null&&i!==null){let[f,g]=[t.money(s,l),t.money(i,l)];f!==g&&p.push(r("card_cost_between",{low:f,high:g}))}let{forecast:m}=e;if(m?.ready_by!=null&&Date.parse(m.finish)>Date.parse(m.ready_by)&&p.push(r("card_late",{finish:t.time(m.finish),ready:t.time(m.ready_by)})),!h&&c!==null){let f=`${t.day(c)}, ${t.time(c)}`;p.push(r("card_readings_until",{time:f}))}return o!==null&&p.push(o),p}function Se(n,e){return d`<div class="scroll">
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
  </div>`}var It=x`
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
`;var Lt=["start","end","energy_kwh","cost","average_rate","unpriced_kwh","reference_cost","type","vehicle","state","confidence","note"];function Vt(n){let e=n.map(t=>Lt.map(r=>on(t[r])));return[Lt,...e].map(t=>`${t.join(",")}\r
`).join("")}function on(n){if(n===null)return"";let e=String(n),t=typeof n=="string"&&/^[=+\-@\t\r]/.test(e)?`'${e}`:e;return/[",\r\n]/.test(t)?`"${t.replaceAll('"','""')}"`:t}var ie=18e5;function zt(n,e){return{type:j,point:n.point,session:n.id,order:e}}function jt(n){return{type:ye,point:n[0]?.point??"",sessions:n.map(e=>e.id)}}function Kt(n,e,t){return{type:_e,point:n.point,session:n.id,at:t.instant(e)}}function qt({start:n,end:e},t){let[r,s]=[Date.parse(n),Date.parse(e)],i=Math.round((r+s)/2/ie)*ie,a=r<i&&i<s?i:(r+s)/2;return t.field(new Date(a).toISOString())}function Bt(n,{energy:e,start:t,end:r},s){return{type:be,point:n,start:s.instant(t),end:s.instant(r),energy_kwh:Number(e)}}function Wt(n,e){let t=Math.floor(n/ie)*ie,r=s=>e.field(new Date(s).toISOString());return{energy:"",start:r(t-4*ie),end:r(t)}}function Ge(n,e){return{energy:n.energy_kwh.toFixed(3),start:e.field(n.start),end:e.field(n.end),vehicle:n.vehicle_key??"",note:n.note??""}}function Zt(n,e,t){let r=Ge(n,t),s={};e.energy!==r.energy&&(s.energy_kwh=e.energy?Number(e.energy):null);for(let i of["start","end"])e[i]!==r[i]&&(s[i]=e[i]?t.instant(e[i]):null);for(let i of["vehicle","note"])e[i].trim()!==r[i]&&(s[i]=e[i].trim()||null);return Object.keys(s).length?{type:fe,point:n.point,session:n.id,...s}:null}function ln(n,e,t){let r={point:n.point,session:t??e?.id};if(n.type===be)return{type:j,...r,order:"delete"};if(n.type===j)return{type:j,...r,order:"restore"};if(n.type===ye||n.type===_e)return{type:j,...r,order:"take_apart"};if(!e)return null;let s=o=>e.edited.includes(o),i={energy_kwh:s("energy")?e.energy_kwh:null,start:s("start")?e.start:null,end:s("end")?e.end:null,vehicle:e.vehicle_key,note:e.note},a=Object.fromEntries(Object.entries(i).filter(([o])=>o in n));return{type:fe,...r,...a}}var dn={delete:"card_done_deleted",reject:"card_done_deleted",confirm:"card_done_confirmed",[ye]:"card_done_merged",[_e]:"card_done_split",[be]:"card_done_added",[fe]:"card_done_edited"},ke=class{constructor(e,t){this.connection=e;this.changed=t;this.state={busy:!1,text:null,reason:null,undo:null}}async order(e,t){let r=dn[typeof e.order=="string"?e.order:e.type]??null;return this.send(e,r,s=>ln(e,t,s))}async undo(){let{undo:e}=this.state;return e?this.send(e,"card_done_undone",()=>null):!1}async send(e,t,r){if(this.state.busy)return!1;this.tell({...this.state,busy:!0});try{let s=await this.connection.sendMessagePromise(e);return this.tell({busy:!1,text:t,reason:null,undo:r(s.session)}),!0}catch(s){let{translation_key:i}=s??{},a=i===void 0?null:`exceptions.${i}.message`;return this.tell({busy:!1,text:"card_not_done",reason:a,undo:null}),!1}}tell(e){this.state=e,this.changed()}};var Gt={range:"30",from:"",to:"",period:"day",measure:"energy",stack:"band",vehicle:"",type:""},cn={7:"day",30:"day",90:"week",365:"month",all:"month"},pn=120,Yt=["--primary-color","--accent-color","--success-color","--warning-color","--info-color"];function W(n){let{range:e,period:t,measure:r,stack:s}={...Gt,...n},i={...Gt,range:e,period:t,measure:r,stack:s};return n.period?i:Ye(i,i.range)}function Ye(n,e){return{...n,range:e,period:cn[e]??n.period}}function Jt(n,e,t,r,s,i,a){let o=$e(n,e,t,s),l=xe(o);return{found:o,chart:hn(o,e,t,r,s,i,a),totals:un(l,r,i),unpriced:l.unpriced>0?a("card_unpriced",{energy:i.energy(l.unpriced)}):null}}function Qt(n,e,t){return{session:n,byHand:n.sources.join()==="manual",day:t.day(n.start),time:`${t.time(n.start)} – ${t.time(n.end)}`,energy:t.energy(n.energy_kwh),rate:n.average_rate===null?"–":t.rate(n.average_rate,e),cost:n.cost===null?"–":t.money(n.cost,e)}}function Je(n,e,t){return e===R?t(`card_no_${n}`):n==="type"?t(`card_type_${e}`):e}function Xt(n,e,t){let r=n.map(({key:i,name:a})=>[i,a]),s=!e||n.some(({key:i})=>i===e)?[]:[[e,e]];return[["",t("card_vehicle_found")],...r,...s]}function un(n,e,t){let s=o=>o===null||!n.count?null:o/n.count,i=o=>o===null?"–":t.money(o,e),a=s(n.energy);return[{key:"count",value:t.number(n.count,0)},{key:"energy",value:t.energy(n.energy)},{key:"cost",value:i(n.cost)},{key:"average_rate",value:n.rate===null?"–":t.rate(n.rate,e)},{key:"energy_each",value:a===null?"–":t.energy(a)},{key:"cost_each",value:i(s(n.cost))}]}function hn(n,e,t,r,s,i,a){let o=Ot(n,e,t,s).slice(-pn),l=Ft(o,e.stack).map((m,f)=>({part:m,colour:_n(e.stack,m,f)})),c=Math.max(...o.map(m=>mn(m.parts)),0),h=m=>gn(m,e.measure,r,i),p=m=>fn(m,e.period,i);return{bars:o.map(m=>({title:`${p(m.day)}: ${h(m.sum)}`,segments:l.flatMap(({part:f,colour:g})=>{let b=m.parts.get(f)??0;return b>0?[{height:b/c,colour:g}]:[]})})),legend:l.map(({part:m,colour:f})=>({name:yn(e.stack,m,a),colour:f})),top:h(c),first:o.slice(0,1).map(m=>p(m.day)).join(""),last:o.slice(1).slice(-1).map(m=>p(m.day)).join(""),label:a(`card_chart_${e.measure}`,{from:i.localDay(t[0]),to:i.localDay(t[1])})}}function mn(n){return[...n.values()].reduce((e,t)=>e+Math.max(t,0),0)}function gn(n,e,t,r){return e==="energy"?r.energy(n):r.money(n,t)}function fn(n,e,t){switch(e){case"year":return n.slice(0,4);case"month":return t.localMonth(n);default:return t.localDay(n)}}function yn(n,e,t){return n==="band"?t(K(e)):Je(n,e,t)}function _n(n,e,t){return n==="band"?C(e):e===R?"var(--disabled-color)":`var(${String(Yt[t%Yt.length])})`}function ae(n,e,t,r,s){return d`<label>
    <span>${r}</span>
    <select
      name=${n}
      .value=${e}
      @change=${i=>{s(i.target.value)}}
    >
      ${t.map(([i,a])=>d`<option value=${i} ?selected=${i===e}>${a}</option>`)}
    </select>
  </label>`}function er(n,e,t){return e.map(r=>[r,t(`card_${n}_${r}`)])}function Te(n,e,t,r){let s=i=>d`<label>
      <span>${e(`card_choose_${i}`)}</span>
      <input
        type="date"
        name=${i}
        .value=${n[i]}
        @change=${a=>{r({[i]:a.target.value})}}
      />
    </label>`;return d`${ae("range",n.range,er("range",["7","30","90","365","all","free"],e),e("card_choose_range"),i=>{t(i)})}${n.range==="free"?d`${s("from")}${s("to")}`:u}`}function tr(n,e,t,r){let s=a=>{let o=Mt(e,a);if(o.length<2&&!n[a])return u;let l=o.map(h=>[h,Je(a,h,t)]),c=t(`card_choose_${a}`);return ae(a,n[a],[["",t("card_all")],...l],c,h=>{r({[a]:h})})},i=(a,o)=>ae(a,n[a],er(a,o,t),t(`card_choose_${a}`),l=>{r({[a]:l})});return d`${i("measure",["energy","cost"])}${i("period",["day","week","month","year"])}
  ${i("stack",["band","type","vehicle"])}${s("vehicle")}${s("type")}`}function rr({chart:n}){return d`<figure>
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
  </figure>`}function Qe(n,e,t,r,s,i=!1){let a=e==="number";return d`<label>
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
  </label>`}function Xe(n,e,t,{save:r,cancel:s}){return d`<form
    class=${n}
    aria-label=${t(`card_${n}`)}
    @submit=${i=>{i.preventDefault(),r()}}
  >
    ${e}
    <div class="actions">
      <button type="submit" class="main">${t("card_save")}</button>
      <button type="button" @click=${s}>${t("card_cancel")}</button>
    </div>
  </form>`}function nr(n,e,t,r,s){let i=(o,l)=>Qe(o,l,n[o],t,c=>{r({[o]:c})}),a=e.length?ae("vehicle",n.vehicle,Xt(e,n.vehicle,t),t("card_edit_vehicle"),o=>{r({vehicle:o})}):i("vehicle","text");return Xe("edit",d`${i("energy","number")}${i("start","datetime-local")}${i("end","datetime-local")}
    ${a}${i("note","text")}`,t,s)}function sr(n,e,t,r){return Xe("split",Qe("at","datetime-local",n,e,t,!0),e,r)}function ir(n,e,t,r){let s=(a,o)=>Qe(a,o,n[a],e,l=>{t({[a]:l})},!0),i=d`${s("start","datetime-local")}${s("end","datetime-local")}${s("energy","number")}`;return Xe("add",i,e,r)}var et=25,w=class extends D{constructor(){super(...arguments);this.choice=W({});this.shown=et;this.open=null;this.detail=null;this.draft=null;this.cut=null;this.addition=null;this.picked=new Set}static{this.styles=[...D.styles,V,It]}static{this.getConfigForm=()=>A({name:"range",selector:{select:{mode:"dropdown",options:["7","30","90","365","all"]}}},{name:"measure",selector:{select:{mode:"dropdown",options:["energy","cost"]}}},{name:"stack",selector:{select:{mode:"dropdown",options:["band","type","vehicle"]}}})}static{this.getStubConfig=()=>({})}setConfig(t){super.setConfig(t),this.choice=W(t)}getCardSize(){return 10}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}get range(){return this.choice}show(t,r,s){let{pages:i,calendar:a,choice:o}=this;if(!i||!a)return this.message("",!0);let l=Jt(i.sessions,o,this.window(t,a),t.currency,a,s,r);return d`<ha-card aria-busy=${i.state==="loading"?"true":"false"}>
      <div class="head">
        <ha-icon icon="mdi:history"></ha-icon>
        <h2>${this.config?.title??r("card_history")}</h2>
        ${t.may_edit?d`<button
                type="button"
                class="add"
                aria-expanded=${this.addition?"true":"false"}
                @click=${()=>this.addition=this.addition?null:Wt(this.now,a)}
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
        ${Te(o,r,c=>{this.choose(Ye(this.choice,c))},c=>{this.choose(c)})}
      </div>
      <details>
        <summary>${r("card_view")}</summary>
        <div class="fields">
          ${tr(o,i.sessions,r,c=>{this.choose(c)})}
        </div>
      </details>
      ${this.adding(t,r)} ${this.status(r)} ${this.body(l,t,r,s)}
    </ha-card>`}body(t,r,s,i){let a=this.pages?.state;if(a==="failed")return d`<p class="message quiet" role="alert">${s("card_history_failed")}</p>
        <div class="actions">
          <button type="button" @click=${()=>{this.pages?.again()}}>${s("card_again")}</button>
        </div>`;if(!t.found.length){let o=r.last_session?s("card_none_in_range"):B(r,i,s);return d`<p class="message quiet" role="status">
        ${a==="loading"?s("card_loading"):o}
      </p>`}return d`${rr(t)}
      <dl>
        ${t.totals.map(o=>d`<div>
              <dt>${s(`card_${o.key}`)}</dt>
              <dd class=${o.key}>${o.value}</dd>
            </div>`)}
      </dl>
      ${t.unpriced?d`<p class="quiet">${t.unpriced}</p>`:u}
      ${this.list(t.found,r,s,i)}`}adding(t,r){let{addition:s,calendar:i}=this;return!s||!i?u:ir(s,r,a=>this.addition={...s,...a},{save:()=>{this.add(Bt(t.key,this.addition??s,i))},cancel:()=>this.addition=null})}status(t){let r=this.edits?.state;return d`<div class="status" role="status">
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
        ${t.length>this.shown?d`<button type="button" @click=${()=>this.shown+=4*et}>${s("card_more")}</button>`:u}
        ${this.picked.size>1?d`<button type="button" @click=${()=>{this.merge(t)}}>${s("card_merge")}</button>`:u}
      </div>`}line(t,r,s,i){let a=Qt(t,r.currency,i),o=this.open===t.id;return d`<tr>
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
        ${[s(`card_state_${t.state}`),Ze(t,s),...t.type===null?[]:[s(`card_type_${t.type}`)],...t.vehicle===null?[]:[t.vehicle],...t.edited.length?[s("card_edited")]:[]].join(" · ")}
      </p>
      ${t.note===null?u:d`<p>${t.note}</p>`}
      ${Se(We(a,r.currency,i,s),s)}
      ${r.may_edit&&t.state!=="live"?this.orders(t,r,s):u}`}orders(t,r,s){let{draft:i,cut:a,calendar:o,edits:l}=this;if(!o)return d``;if(i)return nr(i,r.vehicles,s,p=>this.draft={...i,...p},{save:()=>{let p=Zt(t,this.draft??i,o);this.draft=null,p&&this.order(p,t)},cancel:()=>this.draft=null});if(a!==null)return sr(a,s,p=>this.cut=p,{save:()=>{let p=Kt(t,this.cut??a,o);this.cut=null,this.order(p,t)},cancel:()=>this.cut=null});let c=l?.state.busy??!1,h=p=>d`<button
        type="button"
        class=${p}
        ?disabled=${c}
        @click=${()=>{this.order(zt(t,p),t)}}
      >
        ${s(`card_${p}`)}
      </button>`;return d`<div class="actions">
      <button type="button" class="edit" @click=${()=>this.draft=Ge(t,o)}>
        ${s("card_edit")}
      </button>
      <button type="button" class="split" @click=${()=>this.cut=qt(t,o)}>
        ${s("card_split")}
      </button>
      ${h("confirm")}${h("delete")}${h("reject")}
      <label class="pick">
        <input
          type="checkbox"
          .checked=${this.picked.has(t.id)}
          @change=${()=>{this.pick(t.id)}}
        />
        <span>${s("card_pick")}</span>
      </label>
    </div>`}get edits(){return this.home&&(this.editor??=new ke(this.home.connection,this.redraw)),this.editor}choose(t){this.choice={...this.choice,...t},this.shown=et}async toggle(t){if(this.draft=this.cut=null,this.open=this.open===t.id?null:t.id,this.open===null||!this.home)return;let r={type:Tt,point:t.point,session:t.id};try{this.detail=await this.home.connection.sendMessagePromise(r)}catch{this.detail=null}}pick(t){let r=new Set(this.picked);r.delete(t)||r.add(t),this.picked=r}async order(t,r){await this.edits?.order(t,r)&&(this.open=null)}async add(t){await this.edits?.order(t,null)&&(this.addition=null)}async merge(t){let r=t.filter(i=>this.picked.has(i.id));this.picked=new Set;let s=r[0];s&&r.length>1&&await this.order(jt(r),s)}save(t){let r=document.createElement("a");r.href=URL.createObjectURL(new Blob([Vt(t)],{type:"text/csv"})),r.download="charging-sessions.csv",r.click(),URL.revokeObjectURL(r.href)}};y([_()],w.prototype,"choice",2),y([_()],w.prototype,"shown",2),y([_()],w.prototype,"open",2),y([_()],w.prototype,"detail",2),y([_()],w.prototype,"draft",2),y([_()],w.prototype,"cut",2),y([_()],w.prototype,"addition",2),y([_()],w.prototype,"picked",2);var ar=x`
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
`;var H=18e5,lr=36e5,bn=7;function dr(n,e,t,r,s,i){let{currency:a,charged:o,planned:l}=n,c=e==="car"?N(n):n.rates;if(!c.length)return null;let h=xn(c),p=h.findIndex(v=>Sn(i,v)),m=h[p+1],f=v=>r.rate(v.unit_rate,a),g=wn(c,t).map(([v,st])=>({day:v,name:r.day(new Date(st[0].at).toISOString()),label:s("card_rates_label",{day:r.localDay(v)}),bars:Cn(st,c,n,r,i)})),b=q(h,i);return{now:b?s("card_rate_until",{rate:f(b),time:r.time(b.end)}):null,next:b&&m?s("card_rate_from",{rate:f(m),time:r.time(m.start)}):null,days:g,rows:h.map(v=>({time:`${r.day(v.start)}, ${r.time(v.start)} – ${r.time(v.end)}`,rate:f(v),band:s(K(v.band)),colour:C(v.band)})),marks:[...o.length?["charged"]:[],...l.length?["planned"]:[]]}}function vn(n,e,t,r){let s=e/t*lr;if(!(s>0))return null;let i=Math.floor(r/H)*H,a=[r,...pr(i+H,Date.parse(n.at(-1)?.end??""))],o=null;for(let l of a){let c=$n(n,l,l+s,t);c!==null&&(!o||c<o.cost-1e-9)&&(o={start:l,end:l+s,cost:c})}return o}function cr(n,e,t,r,s){let i=n.charger_power_kw??bn,a=vn(N(n),e,i,s);if(!a)return r("card_no_cheapest");let o=t.span(new Date(a.start).toISOString(),new Date(a.end).toISOString());return r("card_cheapest",{span:o,cost:t.money(a.cost,n.currency),power:t.power(i)})}function $n(n,e,t,r){let s=0,i=0;for(let a of n){let o=Math.min(t,Date.parse(a.end))-Math.max(e,Date.parse(a.start));o>0&&(i+=o,s+=o/lr*r*a.unit_rate)}return i>=t-e-1?s:null}function xn(n){let e=[];for(let t of n){let r=e.at(-1);r?.end===t.start&&r.unit_rate===t.unit_rate&&r.band===t.band?e[e.length-1]={...r,end:t.end}:e.push(t)}return e}function wn(n,e){let t=new Map;for(let r of n)for(let s of pr(Date.parse(r.start),Date.parse(r.end))){let i=e.day(new Date(s).toISOString()),a=t.get(i);a?a.push({at:s,rate:r}):t.set(i,[{at:s,rate:r}])}return[...t]}function Cn(n,e,t,r,s){let i=e.map(l=>l.unit_rate),a=Math.min(0,...i),o=Math.max(0,...i)-a||1;return n.map(({at:l,rate:c})=>{let h=c.unit_rate;return{title:`${r.time(l)}: ${r.rate(h,t.currency)}`,colour:C(c.band),bottom:(Math.min(0,h)-a)/o,height:Math.abs(h)/o,now:l<=s&&s<l+H,past:l+H<=s,charged:or(l,t.charged),planned:or(l,t.planned)}})}function pr(n,e){let t=[];for(let r=n;r<e;r+=H)t.push(r);return t}function Sn(n,{start:e,end:t}){return Date.parse(e)<=n&&n<Date.parse(t)}function or(n,e){return e.some(({start:t,end:r})=>Date.parse(t)<n+H&&n<Date.parse(r))}var ur=10,Z=class extends ${constructor(){super(...arguments);this.energy=ur;this.payer="car"}static{this.styles=[...$.styles,V,ar]}static{this.getConfigForm=()=>A({name:"energy_kwh",selector:{number:{min:1,max:200,step:1,unit_of_measurement:"kWh",mode:"box"}}})}static{this.getStubConfig=()=>({})}setConfig(t){super.setConfig(t),this.energy=t.energy_kwh??ur}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}show(t,r,s){let i=new z(s.timeZone,s.firstWeekday),a=dr(t,this.payer,i,s,r,this.now),o=d`<div class="head">
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
        <p role="status">${cr(t,this.energy,s,r,this.now)}</p>
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
    </section>`}};y([_()],Z.prototype,"energy",2),y([_()],Z.prototype,"payer",2);var hr=x`
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
`;var kn=4.54609;function mr(n,e,t,r,s){let i=xe(n);if(i.cost===null)return null;let a=n.filter(b=>b.cost!==null&&b.reference_cost!==null),o=tt(a,"reference_cost"),l=tt(a,"cost"),c=tt(n,"excess"),h=Tn(i.energy-i.unpriced,e),p=b=>r.money(b,t),m=[["paid",i.cost],...a.length?[["standard",o]]:[],["cheapest_hours",i.cost-c],...h===null?[]:[["petrol",h]]],f=Math.max(...m.map(([,b])=>b),.01),g=o-l;return{headline:a.length&&o>0?s("card_saved_headline",{saved:p(g),share:r.percent(g/o)}):s("card_paid_headline",{cost:p(i.cost)}),lines:m.map(([b,v])=>({key:b,label:s(`card_savings_${b}`),value:p(v),share:Math.max(v,0)/f})),notes:[...c>=.005?[s("card_excess",{excess:p(c)})]:[],...h===null?[]:[s("card_petrol_saved",{saved:p(h-i.cost)})],...i.unpriced>0?[s("card_unpriced",{energy:r.energy(i.unpriced)})]:[]]}}function Tn(n,e){let{miles_per_kwh:t,miles_per_gallon:r,petrol_price:s}=e;return!t||!r||!s?null:n*t/r*kn*s}function tt(n,e){return n.reduce((t,r)=>t+(r[e]??0),0)}function gr(n,e,t){if(!n)return null;let{allowance_min:r,used_min:s,planned_min:i}=n,a=Math.max(r-s,0),o=i-a;return{used:Math.min(s/r,1),planned:Math.min(i,a)/r,text:t("card_cap_used",{used:e.duration(s),allowance:e.duration(r)}),warning:o>0?t("card_cap_beyond",{beyond:e.duration(o)}):null}}var rt=(n,e,t)=>({name:n,selector:{number:{min:0,max:e,step:t,mode:"box"}}}),oe=class extends D{constructor(){super(...arguments);this.range=W({})}static{this.styles=[...D.styles,V,hr]}static{this.getConfigForm=()=>A({name:"range",selector:{select:{mode:"dropdown",options:["7","30","90","365","all"]}}},rt("miles_per_kwh",10,.1),rt("miles_per_gallon",150,1),rt("petrol_price",10,.001))}static{this.getStubConfig=()=>({})}setConfig(t){super.setConfig(t),this.range=W(t)}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}show(t,r,s){let{pages:i,calendar:a,range:o}=this;if(!i||!a)return this.message("",!0);let l=$e(i.sessions,o,this.window(t,a),a);return d`<ha-card aria-busy=${i.state==="loading"?"true":"false"}>
      <div class="head">
        <ha-icon icon="mdi:piggy-bank-outline"></ha-icon>
        <h2>${this.config?.title??r("card_savings")}</h2>
      </div>
      <div class="fields">
        ${Te(o,r,c=>this.range={...this.range,range:c},c=>this.range={...this.range,...c})}
      </div>
      ${this.cap(gr(t.cap,s,r),r)}
      ${this.body(mr(l,this.config??{},t.currency,s,r),t,r,s)}
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
    </section>`:u}body(t,r,s,i){if(this.pages?.state==="failed")return d`<p class="message quiet" role="alert">${s("card_history_failed")}</p>`;if(!t){let a=r.last_session?s("card_none_in_range"):B(r,i,s);return d`<p class="message quiet" role="status">
        ${this.pages?.state==="loading"?s("card_loading"):a}
      </p>`}return d`<p class="headline">${t.headline}</p>
      <dl>
        ${t.lines.map(a=>d`<div class=${a.key}>
              <dt>${a.label}</dt>
              <dd><span class="bar" style="width:${a.share*70}%"></span><span>${a.value}</span></dd>
            </div>`)}
      </dl>
      ${t.notes.map(a=>d`<p class="quiet">${a}</p>`)}`}};y([_()],oe.prototype,"range",2);var fr=x`
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
`;var Pe=class extends ${static{this.styles=[...$.styles,fr]}static{this.getConfigForm=()=>A()}static{this.getStubConfig=()=>({})}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}show(e,t,r){let s=Nt(e,r,t,this.now),i=this.config?.title;return s?d`<ha-card>
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
        ${Se(s.rows,t)}
      </details>
    </ha-card>`:d`<ha-card>
        ${this.head(i??t("card_last_charge"),null)}
        <p class="message quiet" role="status">${B(e,r,t)}</p>
        ${Ce(e,r,t,this.now).map(a=>this.plan(a))}
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
    </div>`}};var Pn=["session","rates","savings"];async function vr(n){return S(await n.loadBackendTranslation("common","octopus_ev"))("card_dashboard")}async function $r(n){let e=S(await n.loadBackendTranslation("common","octopus_ev")),t=Object.values(n.entities).filter(l=>l.platform==="octopus_ev"),r=br(t.filter(l=>l.translation_key==="charging_session")),s=br(t).filter(l=>!r.includes(l)),i=l=>n.devices[l]?.name_by_user??n.devices[l]?.name??e("card_dashboard"),a=s.map(l=>An(l,i(l),t)),o=r.length?r:[void 0];return{title:e("card_dashboard"),views:o.map((l,c)=>({title:o.length>1&&l!==void 0?i(l):e("card_dashboard"),path:`ev-${c+1}`,icon:"mdi:ev-station",type:"sections",max_columns:3,sections:[...Pn.map(h=>nt(yr(h,l))),...(c===0?a:[]).map(_r),_r(nt(yr("history",l)))]}))}}function yr(n,e){return{type:`custom:octopus-ev-${n}-card`,...e===void 0?{}:{device_id:e},...n==="history"?{grid_options:{columns:"full"}}:{}}}function An(n,e,t){let r=t.filter(s=>s.device_id===n&&!s.hidden&&s.entity_category===void 0);return nt({type:"heading",heading:e,icon:"mdi:car-electric"},...r.map(s=>({type:"tile",entity:s.entity_id,name:{type:"entity"}})))}function _r(n){return{...n,column_span:3}}function nt(...n){return{type:"grid",cards:n}}function br(n){return[...new Set(n.flatMap(e=>e.device_id??[]))]}var Ae=class extends HTMLElement{static{this.noEditor=!0}static async generate(e,t){return $r(t)}static async getCreateSuggestions(e){return{title:await vr(e),icon:"mdi:ev-station"}}};var Rn={"octopus-ev-history-card":w,"octopus-ev-rates-card":Z,"octopus-ev-savings-card":oe,"octopus-ev-session-card":Pe,"ll-strategy-dashboard-octopus-ev":Ae};for(let[n,e]of Object.entries(Rn))customElements.get(n)||customElements.define(n,e);var wr=()=>document.querySelector("home-assistant")?.hass,xr=window;ot([...xr.customCards??[],...xr.customStrategies??[]],wr);Re(wr);
