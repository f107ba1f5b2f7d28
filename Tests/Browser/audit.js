// What is wrong with a page, as far as that can be told from what the browser made of it.
var wrong = [];
function say(text, element) {
  var name = element ? element.tagName.toLowerCase() + (element.id ? "#" + element.id : "")
    + (element.getAttribute("class") ? "." + element.getAttribute("class").split(" ")[0] : "") : "";
  var words = element ? (element.textContent || "").trim().slice(0, 40) : "";
  wrong.push(text + (name ? " " + name : "") + (words ? " '" + words + "'" : ""));
}
function isShown(element) {
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) { return false; }
  var box = element.getBoundingClientRect();
  return box.width > 1 && box.height > 1 && box.right > 0;
}
function colour(text) {
  var parts = text.match(/[\d.]+/g).map(Number);
  if (/^color\(srgb/.test(text)) { parts = parts.map(function (part, place) { return place < 3 ? part * 255 : part; }); }
  return { r: parts[0], g: parts[1], b: parts[2], a: parts.length > 3 ? parts[3] : 1 };
}
function over(top, under) {
  function mix(one, other) { return one * top.a + other * (1 - top.a); }
  return { r: mix(top.r, under.r), g: mix(top.g, under.g), b: mix(top.b, under.b), a: 1 };
}
function light(each) {
  function part(value) {
    value /= 255;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
  return 0.2126 * part(each.r) + 0.7152 * part(each.g) + 0.0722 * part(each.b);
}
function contrast(one, other) {
  var both = [light(one), light(other)].sort(function (a, b) { return b - a; });
  return (both[0] + 0.05) / (both[1] + 0.05);
}
// What stands behind an element: its own ground, or that of what it is in.
function ground(element) {
  var layers = [];
  for (var each = element; each; each = each.parentElement) {
    var own = colour(getComputedStyle(each).backgroundColor);
    if (own.a > 0) { layers.push(own); }
    if (own.a === 1) { break; }
  }
  var dark = matchMedia("(prefers-color-scheme: dark)").matches;
  var under = dark ? { r: 18, g: 18, b: 18, a: 1 } : { r: 255, g: 255, b: 255, a: 1 };
  while (layers.length) { under = over(layers.pop(), under); }
  return under;
}
// Behind a word of a drawing the last shape that was drawn there before it.
function groundOfWord(word) {
  var drawing = word.ownerSVGElement || word, box = word.getBoundingClientRect();
  var x = box.x + box.width / 2, y = box.y + box.height / 2, under = ground(drawing);
  drawing.querySelectorAll("rect").forEach(function (rect) {
    if (!(rect.compareDocumentPosition(word) & Node.DOCUMENT_POSITION_FOLLOWING)) { return; }
    var style = getComputedStyle(rect), place = rect.getBoundingClientRect();
    if (style.fill === "none" || x < place.left || x > place.right || y < place.top || y > place.bottom) { return; }
    if (/^url/.test(style.fill)) { return; }
    var fill = colour(style.fill);
    fill.a *= parseFloat(style.fillOpacity) * parseFloat(style.opacity);
    under = over(fill, under);
  });
  return under;
}

var wide = document.documentElement.scrollWidth;
if (wide > innerWidth) {
  var guilty = [].filter.call(document.querySelectorAll("body *"), function (each) {
    return isShown(each) && each.getBoundingClientRect().right > innerWidth + 1;
  });
  say("is " + (wide - innerWidth) + " px wider than the window:", guilty[guilty.length - 1]);
}

var seen = {};
var walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  var element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !isShown(element) || /^(SCRIPT|STYLE|OPTION|TITLE|title|desc)$/.test(element.tagName)) { continue; }
  var style = getComputedStyle(element), size = parseFloat(style.fontSize) * (element.currentCSSZoom || 1);
  var isDrawn = element.namespaceURI === "http://www.w3.org/2000/svg";
  var ink = colour(isDrawn ? style.fill : style.color);
  var under = isDrawn ? groundOfWord(element) : ground(element);
  var ratio = contrast(over(ink, under), under);
  var isLarge = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight, 10) >= 700);
  var key = [size < 11.99, style.color, style.fill, JSON.stringify(under), isLarge].join();
  if (seen[key]) { continue; }
  seen[key] = true;
  if (size < 11.99) { say("has letters of " + size + " px:", element); }
  if (ratio < (isLarge ? 3 : 4.5) - 0.005) { say("has a contrast of " + ratio.toFixed(2) + ":", element); }
}

document.querySelectorAll("td,th,dd,h1,h2,p,text").forEach(function (each) {
  var style = getComputedStyle(each);
  if (isShown(each) && style.overflowX !== "visible" && each.scrollWidth > each.clientWidth + 1 && /\d/.test(each.textContent)) { say("cuts a number:", each); }
});

var last = 0, firsts = 0;
document.querySelectorAll("h1,h2,h3,h4,h5,h6").forEach(function (heading) {
  if (!heading.checkVisibility()) { return; }
  var level = Number(heading.tagName.slice(1));
  if (level === 1) { firsts += 1; }
  if (level > last + 1) { say("goes from heading " + last + " to " + level + ":", heading); }
  last = level;
});
if (firsts !== 1) { say("has " + firsts + " first headings"); }
if (document.querySelectorAll("main").length !== 1) { say("has not one main part"); }
if (!document.title) { say("has no title"); }
if (!/^(en|nl)$/.test(document.documentElement.lang)) { say("does not say its language"); }
var ids = {};
document.querySelectorAll("[id]").forEach(function (each) {
  if (ids[each.id]) { say("has an id twice:", each); }
  ids[each.id] = true;
});
document.querySelectorAll("button,select,input,summary").forEach(function (each) {
  var box = each.getBoundingClientRect();
  if (!isShown(each) || each.disabled) { return; }
  var label = each.labels && each.labels[0] ? each.labels[0].getBoundingClientRect() : box;
  if (Math.max(box.height, label.height) < 23.5 && Math.max(box.width, label.width) < 44) { say("is hard to hit, " + box.width.toFixed(0) + " by " + box.height.toFixed(0) + " px:", each); }
});
document.querySelectorAll("table").forEach(function (table) {
  if (!table.querySelector("th")) { say("has no headings:", table); }
});
return wrong;
