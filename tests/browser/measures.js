// What is wrong with the page shown, as a browser sees it: each measure gives a list of lines.
(() => {
  const SMALLEST = 14; // px
  const PORTRAIT = 688; // px: A4 between margins of 14 mm
  const LANDSCAPE = 1017;
  const HEADS = "h1, h2, h3, h4, h5, h6, caption, legend";
  // (the units of 督查 are buttons and what the page says)
  const UNPRINTED = "nav, .site-header, .skip-link, .demo-bar, footer, button:not(.unit), .btn, input[type=submit], form[method=get], "
    + ".pagination, input[type=file], input[type=search], table input, table select, table textarea, iframe";

  const named = (node) => {
    const classes = (node.getAttribute("class") || "").trim().replace(/\s+/g, ".");
    const words = node.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
    return `<${node.localName}${classes && `.${classes}`}> ${words}`;
  };
  const shown = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && [...node.getClientRects()].some((box) => box.width > 1 && box.height > 1)
    && !node.closest(".visually-hidden, .visually-hidden-focusable, .skip-link");

  // Letters as they appear: a drawing is scaled with its box.
  const letters = (node) => {
    const written = parseFloat(getComputedStyle(node).fontSize);
    const drawn = node instanceof SVGGraphicsElement && node.getScreenCTM();
    return drawn ? written * drawn.a : written;
  };
  const smallText = () => {
    const found = new Set();
    const look = (node) => {
      const size = letters(node);
      if (size < SMALLEST - 0.05 && shown(node)) found.add(`${size.toFixed(1)} px: ${named(node)}`);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode.parentElement;
      if (walker.currentNode.data.trim() && !node.closest("sup, sub, script, style, noscript, option, title, desc")) look(node);
    }
    document.querySelectorAll("input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea").forEach(look);
    return [...found];
  };

  // How far things moved while the page came, without anybody touching it, and what moved.
  const shifts = () => new Promise((resolve) => {
    const found = [];
    const keep = (list) => found.push(...list.getEntries().filter((one) => !one.hadRecentInput));
    const observer = new PerformanceObserver(keep);
    observer.observe({ type: "layout-shift", buffered: true });
    setTimeout(() => {
      observer.disconnect();
      const nodes = found.flatMap((one) => one.sources.map((source) => source.node));
      const what = nodes.filter((node) => node && node.localName).map(named);
      resolve([found.reduce((sum, one) => sum + one.value, 0), [...new Set(what)].slice(0, 3)]);
    }, 30);
  });

  // The head of the page and its body, as elements, classes and attributes, without their words.
  const TELLING = ["class", "type", "role", "scope", "style", "lang", "rel", "tabindex", "hidden", "open", "disabled"];
  const shape = (part) => {
    const one = (node) => [
      node.localName,
      ...node.getAttributeNames().map((name) => (TELLING.includes(name) ? `${name}=${node.getAttribute(name)}` : name)),
    ].join(" ");
    // rows of one kind differ in words: of equal neighbours one is kept
    const tree = (node) => {
      const inside = [...node.children].map(tree).filter((child, at, all) => child !== all[at - 1]);
      return `${one(node)}(${inside.join(",")})`;
    };
    return part ? tree(part) : "";
  };
  const digest = async (text) => {
    let hash = 5381n;
    for (const letter of text) hash = BigInt.asUintN(64, hash * 33n + BigInt(letter.codePointAt(0)));
    return hash.toString(36);
  };
  const shapes = () => Promise.all([document.querySelector("body > header"), document.querySelector("main")].map((part) => digest(shape(part))));

  const rules = () => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const isLandscape = (all) => all.some((rule) => (rule instanceof CSSPageRule && !rule.selectorText && /landscape/.test(rule.cssText))
    || (rule instanceof CSSMediaRule && rule.conditionText === "print" && isLandscape([...rule.cssRules])));
  const sheetWidth = () => (isLandscape(rules()) || document.querySelector(".wide-print") || getComputedStyle(document.body).page === "wide" ? LANDSCAPE : PORTRAIT);

  // To be called when the window is as wide as the sheet and shows what is printed.
  const printed = () => {
    const width = document.documentElement.clientWidth;
    const wrong = new Set();
    document.querySelectorAll(UNPRINTED).forEach((node) => shown(node) && wrong.add(`is printed: ${named(node)}`));
    for (const node of document.querySelectorAll(HEADS)) {
      if (shown(node) && !getComputedStyle(node).breakAfter.startsWith("avoid")) wrong.add(`may be the last of a sheet: ${named(node)}`);
    }
    // of words, pictures and fields: what lies beyond the sheet, or beyond a box that hides what is wider
    const edge = (node) => {
      let right = width;
      for (let box = node; box; box = box.parentElement) {
        if (getComputedStyle(box).overflowX !== "visible") right = Math.min(right, box.getBoundingClientRect().right);
      }
      return right;
    };
    const measure = (node, boxes) => {
      const over = Math.round(Math.max(...boxes.map((box) => box.right)) - edge(node));
      if (over > 1) wrong.add(`is cut off on paper by ${over} px: ${named(node)}`);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || node.closest("svg, option") || !shown(node)) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const boxes = [...range.getClientRects()];
      if (boxes.length) measure(node, boxes);
    }
    for (const node of document.querySelectorAll("img, svg, input, select, textarea")) {
      if (!node.parentElement.closest("svg") && shown(node)) measure(node, [node.getBoundingClientRect()]);
    }
    return [...wrong];
  };

  window.measures = { printed, shapes, sheetWidth, shifts, smallText };
})();
