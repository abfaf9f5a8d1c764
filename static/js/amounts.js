// Reads amounts of baht as the portal reads them, and writes them as it does. Loaded before the scripts that add them up.
const inArabic = (text) => text.replace(/[๐-๙]/g, (digit) => String("๐๑๒๓๔๕๖๗๘๙".indexOf(digit)));

// Satang as a whole number, null for what nobody can read: the same plain amounts as the server takes.
const satang = (typed) => {
  const text = inArabic(typed.trim()).replace(/^(฿|THB)\s?/i, "").replace(/\s?\.\s?[-–—]$/, "").replace(/\s?(บาท|บาทถ้วน|บ\.|฿|THB|Baht)$/i, "").replace(/\s?\.\s?[-–—]$/, "");
  const found = /^([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]{1,2}))?$/.exec(text);
  if (!found) return null;
  const whole = found[1].replaceAll(",", "");
  if ((whole.length > 1 && whole.startsWith("0")) || whole.length > 13) return null;
  return Number(whole) * 100 + Number((found[2] || "").padEnd(2, "0"));
};

const baht = (amount) => {
  const whole = Math.floor(Math.abs(amount) / 100).toString().replace(/\B(?=([0-9]{3})+$)/g, ",");
  return `${amount < 0 ? "-" : ""}${whole}.${String(Math.abs(amount) % 100).padStart(2, "0")}`;
};
