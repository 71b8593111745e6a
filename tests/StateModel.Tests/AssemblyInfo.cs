// Trees are run on all cores already, and libtorch's own threads are switched off for that.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
