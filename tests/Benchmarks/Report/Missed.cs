namespace TorchSharp.Generators.Tests.Benchmarks.Report;

/// <summary>The goals that are out of reach, with the profile that shows why. Written by hand, after <c>perf</c> and the JIT's own list.</summary>
public static class Missed
{
    public const string Text =
        """
        ## What misses its goal, and why

        The ratios are of one machine. On a slower one (2026-12-01) the same run had, side by side, 1.68 for `.to(float64)` with gradients, where
        the loop by hand had 1.72, 0.64 for `load_state_dict` and 0.15 for `state_dict`.

        `.to(float64)` beside PyTorch, which it is meant to be below: the loop by hand, which converts and exchanges each tensor through
        TorchSharp and does nothing else, takes 1.05 and 0.85 of PyTorch's time in the run in which ours takes 1.23 and 0.92.

        `.to(float32)`, nothing to do: a loop by hand that asks each tensor for its dtype, and does nothing else, takes 0.04 of
        TorchSharp's time; the goal of 0.05 leaves 5 ns a tensor for everything else. Of a walk over the tree 42 % are in libtorch's
        `THSTensor_type`, 29 % in the walk itself and the way into libtorch, 25 % in the look whether members and registry agree.
        To believe a note instead would miss tensors that somebody else has moved. `.to(cpu)`, nothing to do, is the same walk with another
        question: beside a loop over the tensors alone, the walk and the look are what is more on the tree.

        `train` and `eval`: TorchSharp calls libtorch for each module, layers included, and must: 91 % of its own time on the tree is
        `THSNN_Module_train` and the handles around it. The look at the members is 15 % of ours.

        Construct and dispose, side by side: the layers and tensors alone, made and disposed without any class around them, take 0.36 of
        TorchSharp's time, and the goal leaves as much again for the modules, their handles in libtorch and their entries. Runs vary from
        0.57 to 0.70.

        First call: it is the JIT. A first `state_dict`, `.to` and `load_state_dict` compile 69, 151 and 134 methods, TorchSharp 13, 56 and
        21, at 0.1 to 0.2 ms each. Compiled ahead for .NET 10 (ReadyToRun), this library leaves 13 and 51 of the first two, and takes 1.2
        and 1.4 times TorchSharp's processor time. A package cannot carry that: such an image is for one platform and one generation of
        the runtime (.NET 10 refuses one of .NET 8 and compiles all of it). A program with `PublishReadyToRun` compiles the
        packages that it uses together with itself, and NativeAOT has no first call.

        The generator: one that asks the compiler for no more than the classes with `[Module]`, their fields and the types and attributes of
        these, and writes nothing, takes 0.6 of ours. All that is read and written beyond it fits into the rest.

        The generated code takes half again as long to compile as the class: it overrides what TorchSharp's module has, some 30 members of one
        line, however few the class declares. Parsing is a sixth of it, declaring another, and binding the bodies the rest.

        The rules, in a build: when they go over 100 modules for the first time, the JIT compiles 7,000 methods, theirs and those of Roslyn
        that only rules need; a second time over the same takes two fifths of the processor time. In a warm process 55 % of their cost is
        TSG9001, which writes each hand-written class as a generated one and compiles that in thought: a fifth is the writing, two fifths
        binding the class before and after, the rest looking up types and attributes of the new compilation. It informs, so that a build on
        the command line leaves it out. Of the other rules a third is the walk through the constructors, most of it Roslyn's flow graphs.

        """;
}
