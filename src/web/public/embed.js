// <gongdao-claim>: shows one claim of a buyer inside the marketplace's own page.
//
//   <script src="https://help.shop.example/embed.js" async></script>
//   <gongdao-claim claim="clm_…" session="https://help.shop.example/#token=pt_…&role=buyer&id=B9"></gongdao-claim>
//
// `session` is the `url` that POST /v1/portal-sessions gave. The frame is sandboxed; all that passes is its height,
// from the service's own origin and from that very frame.

const ORIGIN = new URL(document.currentScript.src).origin;
const LEAST = 320;
const MOST = 20_000;

customElements.define(
  'gongdao-claim',
  class extends HTMLElement {
    static observedAttributes = ['claim', 'session'];

    connectedCallback() {
      this.listening = (event) => this.hear(event);
      addEventListener('message', this.listening);
      this.show();
    }

    disconnectedCallback() {
      removeEventListener('message', this.listening);
      this.replaceChildren();
      this.frame = null;
    }

    attributeChangedCallback() {
      if (this.isConnected) this.show();
    }

    show() {
      const claim = this.getAttribute('claim');
      const session = this.getAttribute('session');
      if (!claim || !session || !URL.canParse(session)) return;
      const fields = new URLSearchParams(new URL(session).hash.slice(1));
      fields.set('embedder', location.origin);
      const frame = document.createElement('iframe');
      frame.title = this.getAttribute('label') || '公道 Gongdao';
      // Without allow-top-navigation: what is shown inside cannot lead the page around it away.
      frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms allow-downloads allow-popups');
      frame.allow = 'camera; clipboard-write';
      frame.referrerPolicy = 'no-referrer';
      frame.style.cssText = `display:block;width:100%;border:0;height:${LEAST}px`;
      frame.src = `${ORIGIN}/embed/claims/${encodeURIComponent(claim)}#${fields}`;
      this.frame = frame;
      this.replaceChildren(frame);
    }

    hear({ origin, source, data }) {
      if (origin !== ORIGIN || !this.frame || source !== this.frame.contentWindow) return;
      if (data?.type !== 'gongdao:height' || !Number.isFinite(data.height)) return;
      this.frame.style.height = `${Math.min(MOST, Math.max(LEAST, Math.ceil(data.height)))}px`;
    }
  },
);
