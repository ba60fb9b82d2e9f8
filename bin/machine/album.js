// Which pages, roles and widths are shown; a picture opens large, and the arrows lead to the next.
const search = document.querySelector("[type=search]");
const boxes = [...document.querySelectorAll(".choose [type=checkbox]")];
const each = (what, act) => document.querySelectorAll(what).forEach(act);

const choose = () => {
  const off = new Set(boxes.filter((box) => !box.checked).map((box) => box.value));
  each("figure", (one) => { one.hidden = off.has(one.dataset.width); });
  each("article", (one) => { one.hidden = one.dataset.who.split(" ").every((who) => off.has(who)); });
  each("section", (one) => {
    const empty = [...one.querySelectorAll("article")].every((row) => row.hidden);
    one.hidden = empty || !one.dataset.name.includes(search.value.trim());
  });
};
search.addEventListener("input", choose);
boxes.forEach((box) => box.addEventListener("change", choose));

const large = document.querySelector("dialog");
let now = null;
const open = (picture) => {
  if (!picture) return;
  now = picture;
  large.querySelector("img").src = picture.src;
  large.querySelector("p").textContent = picture.alt;
  large.scrollTop = 0;
  if (!large.open) large.showModal();
};
document.addEventListener("click", (event) => {
  const link = event.target.closest("figure a");
  if (large.contains(event.target)) large.close();
  if (!link) return;
  event.preventDefault();
  open(link.querySelector("img"));
});
document.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!large.open || !step) return;
  event.preventDefault();
  const all = [...document.querySelectorAll("article img")].filter((one) => one.offsetParent);
  open(all[all.indexOf(now) + step]);
});
