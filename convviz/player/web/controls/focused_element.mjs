// Who gets a key: the element in focus comes first where it has a use for it.

const MOVES = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"];
const PRESSES = [" ", "Enter"];

const any = () => true;
const one = (...keys) => (key) => keys.includes(key);

// What kinds of elements do with keys.
const USES = {
  field: any, // what is typed is text
  list: (key) => key !== "Escape", // moved through, and found by the first letters of an entry
  choice: one(...MOVES, ...PRESSES),
  slider: one(...MOVES),
  button: one(...PRESSES),
};

const KIND_OF_ROLE = {
  textbox: "field", searchbox: "field", spinbutton: "field",
  combobox: "list", listbox: "list", option: "list", menu: "list", menubar: "list", menuitem: "list",
  menuitemradio: "list", menuitemcheckbox: "list", tree: "list", treeitem: "list", grid: "list", gridcell: "list", treegrid: "list",
  radio: "choice", radiogroup: "choice", tab: "choice", tablist: "choice",
  slider: "slider", scrollbar: "slider",
  button: "button", link: "button", checkbox: "button", switch: "button",
};
const KIND_OF_NAME = { textarea: "field", select: "list", button: "button", a: "button", summary: "button", audio: "choice", video: "choice" };
const KIND_OF_TYPE = {
  button: "button", submit: "button", reset: "button", image: "button", file: "button", color: "button", checkbox: "button",
  radio: "choice", range: "slider",
};

/** Whether the element in focus has a use of its own for a key.
 *
 * @param focus { name, type, role, editable, inDialog }: its tag and type, its role where it says one, whether its text
 *   may be changed, and whether it is in a dialog, whose keys are all its own.
 */
export function keepsKey(focus, key) {
  return focus.inDialog || Boolean(USES[kindOf(focus)]?.(key));
}

/** Whether one types into the element in focus. */
export const isField = (focus) => kindOf(focus) === "field";

function kindOf({ name, type, role, editable }) {
  if (editable) return "field";
  if (name === "input") return KIND_OF_TYPE[type] ?? "field";
  return KIND_OF_ROLE[role] ?? KIND_OF_NAME[name];
}

const DIALOGS = "dialog[open], [role='dialog'], [role='alertdialog']"; // Streamlit's dialogs and popovers say so, too

/** What `keepsKey` has to know of the first element of an event's path. */
export function describe(path) {
  const [element] = path;
  return {
    name: element.localName ?? "",
    type: element.type ?? "",
    role: element.getAttribute?.("role") ?? "",
    editable: Boolean(element.isContentEditable),
    inDialog: path.some((node) => node.matches?.(DIALOGS)),
  };
}

/** Whether a dialog of the page is open, wherever the focus is. */
export const isDialogOpen = () => [...document.querySelectorAll(DIALOGS)].some((dialog) => dialog.checkVisibility());
