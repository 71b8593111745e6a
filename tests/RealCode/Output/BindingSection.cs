using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Tests.RealCode.Binding;

namespace TorchSharp.Generators.Tests.RealCode.Output;

/// <summary>What was read, and how much of it the compiler understood.</summary>
internal static class BindingSection
{
    private const int MostCommon = 15;

    public static void Write(Page page, IReadOnlyList<BoundProject> projects)
    {
        page.Heading("What could be bound");
        page.Table(
            ["repository", "project", "files", "classes", "methods", "without errors", "errors"],
            [
                .. projects.Select(static project => new object[]
                {
                    project.Project.Repository.Name, project.Project.Name, project.Project.Files.Count, project.Classes, project.Methods,
                    project.MethodsWithoutErrors, project.Errors.Length,
                }),
                [
                    "all",
                    projects.Count,
                    projects.Sum(static project => project.Project.Files.Count),
                    projects.Sum(static project => project.Classes),
                    projects.Sum(static project => project.Methods),
                    projects.Sum(static project => project.MethodsWithoutErrors),
                    projects.Sum(static project => project.Errors.Length),
                ],
            ]);
        (string Text, int Count)[] common =
        [
            .. projects.SelectMany(static project => project.Errors)
                .GroupBy(static error => $"{error.Id} {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")
                .Select(static group => (group.Key, group.Count()))
                .OrderByDescending(static pair => pair.Item2).ThenBy(static pair => pair.Key, StringComparer.Ordinal)
                .Take(MostCommon),
        ];
        if (common.Length > 0)
        {
            page.Line($"");
            page.Line($"Most common errors:");
            page.Line($"");
            foreach ((string text, int count) in common)
            {
                page.Line($"- {count} x {text}");
            }
        }
    }
}
