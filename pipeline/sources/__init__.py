"""Where pages come from: the sample, a folder, the Action API, a dump."""
