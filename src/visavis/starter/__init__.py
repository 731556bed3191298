"""Tables that the package carries; see LICENSES.md."""
