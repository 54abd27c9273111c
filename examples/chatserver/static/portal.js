// Suggestions while typing in a search box: the only thing on these pages that needs script. The list is a datalist,
// so that keyboard, touch and screen readers work as the browser does it.
const DELAY = 200; // ms without a key

for (const input of document.querySelectorAll('input[data-suggest]')) {
  const list = document.getElementById(input.getAttribute('list'));
  let timer;
  let last = '';
  input.addEventListener('input', (event) => {
    clearTimeout(timer);
    const text = input.value.trim();
    if (event.isComposing || text.length < 2 || text === last) return;
    timer = setTimeout(async () => {
      last = text;
      try {
        const response = await fetch('/suggest?text=' + encodeURIComponent(text), { credentials: 'omit' });
        if (!response.ok) return;
        const { suggestions } = await response.json();
        list.replaceChildren(...suggestions.map((suggestion) => Object.assign(document.createElement('option'), { value: suggestion })));
      } catch {
        // Without suggestions the box works as it is.
      }
    }, DELAY);
  });
}

for (const button of document.querySelectorAll('button[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
