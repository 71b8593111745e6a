namespace TorchSharp.Generators.Mutate;

/// <summary>What is compiled beside the bugs, so that one can be switched on, and so that a test that reaches one is noted.</summary>
internal static class Switches
{
    /// <summary>The variable with the number of the bug that is on.</summary>
    public const string Active = "TORCHSHARP_GENERATORS_MUTANT";

    /// <summary>The variable with the file to note down in which test class reaches which bug.</summary>
    public const string Trace = "TORCHSHARP_GENERATORS_MUTANT_TRACE";

    /// <summary>Goes into each mutated project. It allocates nothing, which is what some tests count.</summary>
    public const string InCode =
        $$"""
        internal static class Mutants
        {
            private static readonly int s_active =
                int.TryParse(global::System.Environment.GetEnvironmentVariable("{{Active}}"), out int number) ? number : 0;

            private static readonly global::System.Action<int> s_reached =
                (global::System.Action<int>)global::System.AppDomain.CurrentDomain.GetData("{{Trace}}");

            internal static bool Is(int number)
            {
                if (s_reached is not null)
                {
                    s_reached(number);
                }

                return s_active == number;
            }
        }

        """;

    /// <summary>Goes into the test project: the mutated assemblies know nothing of xunit.</summary>
    public const string InTests =
        $$"""
        internal static class MutantTrace
        {
            private static readonly global::System.Collections.Concurrent.ConcurrentDictionary<(int, string), bool> s_reached = new();

            [global::System.Runtime.CompilerServices.ModuleInitializer]
            internal static void Start()
            {
                if (global::System.Environment.GetEnvironmentVariable("{{Trace}}") is { } file)
                {
                    global::System.Action<int> note = static number =>
                        s_reached.TryAdd((number, global::Xunit.TestContext.Current.TestClass?.TestClassName ?? ""), true);
                    global::System.AppDomain.CurrentDomain.SetData("{{Trace}}", note);
                    global::System.AppDomain.CurrentDomain.ProcessExit += (_, _) => global::System.IO.File.WriteAllLines(
                        file, global::System.Linq.Enumerable.Select(s_reached.Keys, static pair => $"{pair.Item1} {pair.Item2}"));
                }
            }
        }

        """;
}
