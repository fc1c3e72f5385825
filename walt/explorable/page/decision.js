// Decision scenes: keeps what a reader decided, in her browser alone, and puts it beside the model and the record.
(() => {
  "use strict";

  // All decisions of this book, and of no other on the same host.
  const root = document.documentElement.dataset.content_root || "./";
  const ours = `decision ${new URL(root, location.href).pathname}#`;

  class Scene {
    constructor(card) {
      this.card = card;
      this.options = [...card.querySelectorAll(".options button")];
      this.done = card.querySelector(".done");
      this.outcome = card.querySelector(".outcome");
      this.options.forEach(button => {
        button.disabled = false;
        button.addEventListener("click", () => this.decide(button.dataset.role));
      });
      card.querySelector(".forget").addEventListener("click", () => {
        forget();
        scenes.forEach(scene => scene.show(null));
        this.options[0].focus();
        this.done.textContent = "All your decisions in this book are forgotten.";
      });
      this.show(recall(ours + card.id));
    }
    decide(role) {
      remember(ours + this.card.id, role);
      this.show(role);
      this.outcome.focus({preventScroll: true});
      this.card.querySelector(`.yours[data-role="${role}"]`).scrollIntoView({block: "nearest"});
    }
    show(role) {
      const chosen = this.options.find(button => button.dataset.role === role);
      if (chosen) this.card.dataset.chosen = role; else delete this.card.dataset.chosen;
      this.options.forEach(button => button.setAttribute("aria-pressed", button === chosen));
      if (chosen) this.outcome.setAttribute("aria-label", `You chose: ${chosen.textContent}. Beside it, the model and the record`);
      this.done.textContent = "";
    }
  }

  // A browser may forbid storage: then a decision lasts as long as the page.
  function remember(key, value) { try { localStorage.setItem(key, value); } catch { return; } }
  function recall(key) { try { return localStorage.getItem(key); } catch { return null; } }
  function forget() {
    try {
      Object.keys(localStorage).filter(key => key.startsWith(ours)).forEach(key => localStorage.removeItem(key));
    } catch { return; }
  }

  const scenes = [...document.querySelectorAll(".decision")].map(card => new Scene(card));
})();
