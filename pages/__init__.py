"""The screens: a folder per menu section, page scripts one level down."""
