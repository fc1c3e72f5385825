// Escape closes a term's definition without moving pointer or focus; it opens again when they come back.
document.addEventListener("keydown", event => {
  if (event.key === "Escape") document.querySelectorAll("a.term:is(:hover, :focus)").forEach(term => {
    term.classList.add("closed");
    for (const leaving of ["mouseleave", "blur"])
      term.addEventListener(leaving, () => term.classList.remove("closed"), {once: true});
  });
});
