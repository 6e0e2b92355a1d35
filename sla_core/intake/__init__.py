"""From a file's bytes to typed, validated columns and row errors. Reads nothing but the file, writes nothing.

`open_source` recognises encoding, delimiter and header (reading), `prepare` decides kind, preset and mapping
(mapping, presets) and looks once through the file for what only the whole can tell (survey); then
`Intake.chunks()` gives the accepted rows column by column (parsing, instants, numbers, words).
"""
