"""The rules a reading is judged by, one file a subject; their texts and severities stand in data/rules.toml."""
