using System.Diagnostics;

namespace TorchSharp.Generators.Mutate;

/// <summary>Plants, builds, and lets the suite look.</summary>
internal static class Session
{
    public static int Run(Options options, TextWriter output)
    {
        Part part = Part.Find(options.Target);
        string copy = part.Copy();
        try
        {
            List<Mutant> mutants = Planting.Build(part, copy);
            var random = new Random(options.Seed);

            // A run that is cut off is a smaller sample, and not the first files.
            Mutant[] chosen = [.. mutants.OrderBy(_ => random.Next()).Take(options.Sample)];
            var suite = new Suite(copy, part.Tests, options.Classes);
            var watch = Stopwatch.StartNew();
            Command healthy = suite.Run(0, TimeSpan.FromHours(1));
            if (healthy.ExitCode != 0)
            {
                throw new MutateException($"{part.Tests} fails without any bug:\n{healthy.Output}");
            }

            TimeSpan alone = watch.Elapsed;
            output.WriteLine($"{mutants.Count} bugs, {chosen.Length} of them planted; the suite takes {alone.TotalSeconds:F0} s");
            ILookup<int, string> reached = suite.Trace();

            // A loop that never ends has been noticed.
            TimeSpan limit = (3 * alone) + TimeSpan.FromSeconds(30);
            int survived = 0;
            foreach (Mutant mutant in chosen)
            {
                string[] classes = [.. reached[mutant.Number]];

                // What initializes a static field is reached by one class alone, and may be seen by others.
                bool killed = classes.Length > 0
                    && (suite.Run(mutant.Number, limit, classes.Contains("") ? [] : classes).ExitCode != 0
                        || suite.Run(mutant.Number, limit).ExitCode != 0);
                survived += killed ? 0 : 1;
                string reach = classes.Length == 0 ? " (no test reaches it)" : "";
                output.WriteLine($"{(killed ? "killed  " : "SURVIVED")} {mutant}{reach}");
            }

            output.WriteLine($"{chosen.Length - survived} of {chosen.Length} killed");
            return 0;
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }
}
