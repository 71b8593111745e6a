using TorchSharp.Generators.Tests.RealCode.Binding;
using TorchSharp.Generators.Tests.RealCode.Labels;
using TorchSharp.Generators.Tests.RealCode.Output;
using TorchSharp.Generators.Tests.RealCode.Sources;

namespace TorchSharp.Generators.Tests.RealCode;

/// <summary>Reads a folder, runs the rules over it and writes down what they said.</summary>
public static class Runner
{
    /// <returns>0, 1 where a rule threw, or 2 where the arguments or a file named by them cannot be used.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        try
        {
            Options options = Options.Parse(args);
            if (options.Help)
            {
                output.Write(Options.Usage);
                return 0;
            }

            IReadOnlyList<Label> labels = [.. options.Labels.SelectMany(LabelFile.Read)];
            IReadOnlyList<SourceProject> projects = [.. Repository.FindAll(options.Folder).SelectMany(ProjectFinder.Find)];
            return Run(projects, labels, output);
        }
        catch (UsageException exception)
        {
            error.WriteLine($"error: {exception.Message}");
            return 2;
        }
    }

    private static int Run(IReadOnlyList<SourceProject> projects, IReadOnlyList<Label> labels, TextWriter output)
    {
        IReadOnlyList<BoundProject> bound = Binder.Bind(projects);
        IReadOnlyList<Report> reports = [.. bound.SelectMany(RuleRun.Reports)];
        var page = new Page(output);
        BindingSection.Write(page, bound);
        ReportSection.Write(page, reports);
        if (labels.Count > 0)
        {
            LabelSection.Write(page, Judgement.Of(labels, reports, projects));
        }

        TimeSection.Write(page, Cost.Measure(bound));
        return reports.Any(static report => report.Id == RuleRun.Crash) ? 1 : 0;
    }
}
