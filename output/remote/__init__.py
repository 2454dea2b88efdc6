"""A dataset on object storage (S3 and whatever else fsspec reaches), kept by copying a folder there and back.

    URL/latest.json                   the version that readers take, and its manifest: written last
    URL/releases/2026.11.23-1/…       as on disk; an object is never overwritten
    URL/archive/…                     as on disk
    URL/state/SHA256/…                files that change (runs, waivers, outbox, …), each content under a name of its own
    URL/manifests/SHA256.json         every file of the dataset with its size and SHA-256
    URL/upload.lock                   while an upload is at work, where the store can write conditionally

An object store has no rename. What is asked of it is that a whole object is written at once.
"""
