"""What `canvass doctor` looks at: machine, settings, dataset, source, services. It says what is, and mends nothing."""
