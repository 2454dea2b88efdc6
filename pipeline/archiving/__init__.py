"""How the archive lies on disk: its files, their index, compaction, the wiki's answers for templates."""
