"""Where pages come from: the sample, a folder, the Action API, a dump."""

from pipeline.sources.base import ProblemKind, Source, SourceProblem
from pipeline.sources.dump import DumpProgress
from pipeline.sources.opening import open_source

__all__ = ["DumpProgress", "ProblemKind", "Source", "SourceProblem", "open_source"]
