// Escape closes a term's definition without moving pointer or focus; it opens again when they come back.
document.addEventListener("keydown", event => {
  if (event.key === "Escape") document.querySelectorAll("a.term:is(:hover, :focus)").forEach(term => {
    term.classList.add("closed");
    for (const leaving of ["mouseleave", "blur"])
      term.addEventListener(leaving, () => term.classList.remove("closed"), {once: true});
  });
});

// A definition opens above its term where there is no room below.
for (const coming of ["mouseover", "focusin"])
  document.addEventListener(coming, event => {
    const tip = event.target.closest?.("a.term")?.nextElementSibling;
    if (!tip) return;
    tip.classList.remove("above");
    const below = tip.getBoundingClientRect().bottom > innerHeight, room = event.target.getBoundingClientRect().top;
    tip.classList.toggle("above", below && room > tip.offsetHeight);
  });
