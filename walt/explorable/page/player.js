// The player: shows, of the states baked into the page, the one that the controls name.
// Python has drawn every state; nothing is computed here but which pieces belong together.
(() => {
  "use strict";

  const STEP = 600;            // milliseconds between two values while it plays
  const CALM = 1500;           // and where the reader prefers less motion
  const SETTLED = 300;         // a moment after the last move, the address follows
  const players = new Map();

  /** A column's text in the state at `position`: it varies over some of the controls alone, the last one fastest. */
  function cell([on, texts, blocks], position, counts) {
    const index = on.reduce((index, control) => index * counts[control] + position[control], 0);
    return blocks ? blocks[index].map(line => texts[line]).join("") : texts[index];
  }

  /** The drawing and the sentence of every state of one explorable, decoded from its inert data. */
  class Frames {
    constructor(data) {
      this.controls = data.controls;
      this.counts = data.controls.map(control => control.values.length);
      this.sha256 = data.sha256;
      for (const part of ["svg", "sentence"])
        this[part] = data[part].map(piece => typeof piece === "string" ? piece : [piece[0], piece[1].split("\n"), piece[2]]);
    }
    assemble(template, position) {
      return template.map(piece => typeof piece === "string" ? piece : cell(piece, position, this.counts)).join("");
    }
    frame(position) {
      return {svg: this.assemble(this.svg, position), sentence: this.assemble(this.sentence, position)};
    }
  }

  class Player {
    constructor(card) {
      const data = JSON.parse(card.querySelector("script.frames").textContent);
      this.card = card;
      this.call = data.call;
      this.frames = new Frames(data);
      this.inputs = data.controls.map(control => card.querySelector(`[name="${control.name}"]`));
      this.picture = card.querySelector(".picture");
      this.caption = card.querySelector("figcaption");
      this.sentence = card.querySelector("figcaption .answer");
      this.play = card.querySelector(".play");
      this.more = card.querySelector(".more");
      this.done = card.querySelector(".done");
      this.listen();
      const linked = this.restore();
      this.ask(linked);
    }

    listen() {
      this.inputs.forEach(input => input.addEventListener("input", () => { this.pause(); this.moved = input; this.show(); }));
      this.play.addEventListener("click", () => this.timer ? this.pause() : this.start());
      const acts = [() => this.reset(), () => this.copy(this.link(), "Link"), () => this.copy(this.python(), "Python"), () => this.download()];
      this.more.querySelectorAll("li button").forEach((button, i) => button.addEventListener("click", () => { acts[i](); this.fold(); }));
      this.more.addEventListener("keydown", event => { if (event.key === "Escape") this.fold(); });
      this.more.addEventListener("focusout", event => { if (event.relatedTarget && !this.more.contains(event.relatedTarget)) this.more.open = false; });
      document.addEventListener("click", event => { if (!this.more.contains(event.target)) this.more.open = false; });
    }

    // ---- the state ----
    get position() {
      return this.inputs.map(input => input.type === "checkbox" ? +input.checked : +input.value);
    }
    set(control, index) {
      const input = this.inputs[control];
      if (input.type === "checkbox") input.checked = !!index; else input.value = index;
    }
    show() {
      const position = this.position, {svg, sentence} = this.frames.frame(position);
      this.picture.innerHTML = svg;
      this.sentence.textContent = sentence.replace(/(\d) %/g, "$1\u00a0%");  // on one line, as card.py writes it
      this.inputs.forEach((input, i) => {
        if (input.type !== "range") return;
        const words = this.frames.controls[i].words[position[i]];
        input.setAttribute("aria-valuetext", words);
        input.parentElement.querySelector("output").textContent = words;
      });
      this.done.textContent = "";
      clearTimeout(this.settling);
      if (this.moved) this.settling = setTimeout(() => history.replaceState(history.state, "", this.hash()), SETTLED);
    }
    reset() {
      this.pause();
      this.frames.controls.forEach((control, i) => this.set(i, control.start));
      this.show();
    }

    // ---- the address ----
    hash() {
      const position = this.position;
      return "#" + this.card.id + "?" + new URLSearchParams(this.frames.controls.map((control, i) => [control.name, control.values[position[i]]]));
    }
    link() { return location.href.split("#")[0] + this.hash(); }
    restore() {
      const [id, query] = location.hash.slice(1).split("?");
      if (id !== this.card.id || query === undefined) return false;
      const wanted = new URLSearchParams(query);
      this.frames.controls.forEach((control, i) => {
        const index = control.values.indexOf(wanted.get(control.name));
        if (index >= 0) this.set(i, index);
      });
      this.show();
      this.card.scrollIntoView();
      return true;
    }

    // ---- the prediction ----
    ask(linked) {
      const answers = [...this.card.querySelectorAll(".answers button")];
      answers.forEach((button, i) => button.addEventListener("click", event => {
        remember(this.key, String(i));
        this.commit(i < answers.length - 1 ? button.textContent : "");
        this.inputs[0].focus({preventScroll: event.detail > 0});  // who came by keyboard must see where the focus is
      }));
      const before = recall(this.key);
      if (before !== null && answers[before]) this.commit(before < answers.length - 1 ? answers[before].textContent : "");
      else if (!answers.length || linked || window.top !== window) this.unlock(true);
      else this.unlock(false);
    }
    get key() { return `explorable ${location.pathname}#${this.card.id}`; }
    commit(answer) {
      const said = this.card.querySelector(".said");
      said.textContent = (answer ? `You said: ${answer}. ` : "") + `The model says: ${this.sentence.textContent}`;
      this.caption.setAttribute("aria-live", "off");          // what was said holds the sentence: it is read once
      this.unlock(true);
      setTimeout(() => { if (!this.timer) this.caption.setAttribute("aria-live", "polite"); }, SETTLED);
    }
    unlock(open) {
      this.card.dataset.committed = open ? "yes" : "no";
      this.card.querySelector(".controls").disabled = !open;
      this.more.inert = !open;
    }

    // ---- play ----
    start() {
      const swept = this.moved && this.moved.type !== "checkbox" ? this.moved : this.inputs.find(input => input.type === "range") || this.inputs[0];
      const control = this.inputs.indexOf(swept), last = this.frames.counts[control] - 1;
      let index = this.position[control] === last ? 0 : this.position[control];
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      this.caption.setAttribute("aria-live", "off");          // the sentence is read once, where it stops
      this.play.textContent = "Pause";
      const step = () => {
        this.set(control, index);
        this.moved = swept;
        this.show();
        if (index++ === last) this.pause();
      };
      step();
      if (index <= last) this.timer = setInterval(step, calm ? CALM : STEP);
    }
    pause() {
      clearInterval(this.timer);
      this.timer = 0;
      this.play.textContent = "Play";
      this.caption.setAttribute("aria-live", "polite");
    }

    // ---- the menu ----
    fold() {
      this.more.open = false;
      this.more.querySelector("summary").focus();
    }
    python() {
      const position = this.position;
      return `${this.call}(${this.frames.controls.map((control, i) => `${control.name}=${control.python[position[i]]}`).join(", ")})`;
    }
    async copy(text, what) {
      try {
        await navigator.clipboard.writeText(text);
        this.done.textContent = `${what} copied.`;
      } catch {                                               // a browser may refuse: then the reader copies by hand
        this.done.textContent = `Copy this by hand: ${text}`;
      }
    }
    download() {
      const svg = this.frames.frame(this.position).svg.replace(/var\(--[\w-]+, (#[0-9a-f]{6})\)/g, "$1");
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([svg], {type: "image/svg+xml"}));
      link.download = `${this.card.id}.svg`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
      this.done.textContent = `${link.download} downloaded.`;
    }
  }

  // A browser may forbid storage: then answers are asked for again.
  function remember(key, value) { try { localStorage.setItem(key, value); } catch { return; } }
  function recall(key) { try { return localStorage.getItem(key); } catch { return null; } }

  /** Takes on each card as soon as it is parsed whole: the first figure answers while the rest is on its way. */
  function adopt() {
    for (const card of document.querySelectorAll("figure.explorable"))
      if (!players.has(card.id) && card.querySelector("script.frames")?.nextSibling) players.set(card.id, new Player(card));
  }
  adopt();
  if (document.readyState === "loading") {
    const parsing = new MutationObserver(adopt);
    parsing.observe(document, {childList: true, subtree: true});
    document.addEventListener("DOMContentLoaded", () => { parsing.disconnect(); adopt(); });
  }
  addEventListener("hashchange", () => players.forEach(player => { if (player.restore()) player.unlock(true); }));
  window.explorables = players;
})();
