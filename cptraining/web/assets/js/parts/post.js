// Sends what a form holds without leaving the page.
const PATIENCE = 15_000;
export const MOST_ON_LEAVING = 60_000; // browsers let a page that goes away send 64 kB

// The body of a save: the fields, and what the page itself adds.
export function saving(fields, number) {
  const body = new URLSearchParams(fields);
  body.set("intent", "save");
  body.set("csrf_token", document.querySelector("[name=csrf_token]")?.value ?? "");
  if (number !== undefined) body.set("number", number);
  return body;
}

// The server's answer; 503 and `isUnheard` when none came that could be understood.
export async function post(address, body) {
  try {
    const response = await fetch(address, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      keepalive: body.toString().length < MOST_ON_LEAVING,
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    return { status: response.status, ...(response.ok ? await response.json() : {}) };
  } catch {
    return { status: 503, isUnheard: true };
  }
}
