// Tests share libtorch's random generator, its default dtype and the process's memory.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
