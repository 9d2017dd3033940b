// The console's behaviour beyond htmx: one dialog, where the focus goes, copying a key, and forgetting it.
(() => {
  'use strict';
  const dialog = () => document.getElementById('dialog');
  let openerId = null;

  function say(words) {
    const notice = document.getElementById('notice');
    notice.textContent = '';
    const box = document.createElement('div');
    box.className = 'callout callout-bad';
    box.textContent = words;
    notice.append(box);
  }

  // Focus goes to what has just appeared, so that it is read out and the keyboard goes on from there.
  function focusIn(part) {
    const target = part.querySelector('[data-focus]') || part.querySelector('h1, h2');
    if (target) {
      if (!target.matches('a, button, input, select, textarea')) target.tabIndex = -1;
      target.focus();
    }
  }

  function closeDialog() {
    dialog()?.close();
  }

  document.addEventListener('click', (event) => {
    const opener = event.target.closest('[hx-target="#dialog"]');
    if (opener) openerId = opener.id;
    if (event.target.closest('[data-close]') && dialog()?.open) {
      event.preventDefault();
      closeDialog();
    }
    const copy = event.target.closest('[data-copy]');
    if (copy) copyKey(copy);
    const show = event.target.closest('[data-show]');
    if (show) showPassword(show);
  });

  document.addEventListener('htmx:afterSwap', (event) => {
    const swapped = event.detail.target;
    if (swapped.id === 'dialog' && !swapped.open) swapped.showModal();
  });

  document.addEventListener('htmx:afterSettle', (event) => {
    const panel = document.querySelector('#dialog[open] .panel') || document.querySelector('main .panel');
    if (panel && (event.detail.target.id === 'dialog' || event.detail.target.classList.contains('panel'))) {
      focusIn(panel);
    }
  });

  document.addEventListener('htmx:sendError', () => {
    if (dialog()?.open) closeDialog();
    say('The server did not answer, so it is not known whether anything was changed. Reload the page to see.');
  });

  document.addEventListener('dialog-done', closeDialog);

  document.addEventListener('htmx:beforeSwap', (event) => {
    const status = event.detail.xhr.status;
    if (status === 422 || status === 409) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    } else if (status >= 400) {
      if (dialog()?.open) closeDialog();
      event.detail.shouldSwap = true;
      event.detail.target = document.getElementById('notice');
      event.detail.swapOverride = 'innerHTML';
    }
  });

  // A key that is pasted to be looked for becomes its hint: it has no place in an address.
  document.addEventListener('submit', (event) => {
    const find = event.target.querySelector('input[type="search"]');
    if (find) {
      find.value = find.value.trim().replace(/^(sk_[a-z0-9]{2,12}_\w{4})\w{30}(\w{4})$/, '$1…$2');
    }
  });

  async function copyKey(button) {
    const source = document.getElementById(button.dataset.copy);
    const said = button.parentElement.querySelector('[role="status"]');
    let copied = false;
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      copied = true;
    } catch {
      copied = copySelected(source);
    }
    said.textContent = copied ? 'Copied.' : 'The browser refused to copy: the key is selected, press Ctrl+C.';
    if (copied) source.dataset.copied = '';
  }

  // For pages that are not served over HTTPS, where the clipboard's own interface does not exist.
  function copySelected(source) {
    window.getSelection().selectAllChildren(source);
    return document.execCommand('copy');
  }

  function showPassword(button) {
    const field = document.getElementById(button.dataset.show);
    const hidden = field.type === 'password';
    field.type = hidden ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(hidden));
  }

  // A key that is shown once lives in this page only: it goes with the dialog, and when the page is left.
  function forgetKeys() {
    document.querySelectorAll('[data-once]').forEach((key) => key.remove());
  }

  window.addEventListener('pagehide', forgetKeys);

  document.addEventListener('DOMContentLoaded', () => {
    const sheet = dialog();
    if (!sheet) return;
    sheet.addEventListener('cancel', (event) => {
      const key = sheet.querySelector('[data-once]:not([data-copied])');
      if (key && !sheet.dataset.warned) {
        event.preventDefault();
        sheet.dataset.warned = '';
        sheet.querySelector('[data-warning]').hidden = false;
      }
    });
    sheet.addEventListener('close', () => {
      forgetKeys();
      sheet.replaceChildren();
      delete sheet.dataset.warned;
      const opener = openerId && document.getElementById(openerId);
      const next = opener || document.querySelector('main h1');
      if (!opener && next) next.tabIndex = -1;
      next?.focus();
    });
  });
})();
