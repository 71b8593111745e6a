using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TorchSharp.Generators.Analyzers.Flow;

/// <summary>Where the values of a local variable come from and go to, in the body that declares it.</summary>
internal static class LocalFlow
{
    /// <summary>Everything that is assigned to the local, its initialiser included. Values that cannot be seen are left out.</summary>
    public static IEnumerable<IOperation> ValuesOf(ILocalReferenceOperation reference)
    {
        foreach (IOperation operation in Root(reference).DescendantsAndSelf())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer.Value: { } initial } declarator
                    when Same(declarator.Symbol, reference.Local):
                    yield return initial;
                    break;
                case IAssignmentOperation assignment and not ICompoundAssignmentOperation:
                    foreach ((IOperation target, IOperation? value) in Operations.Targets(assignment))
                    {
                        if (target is ILocalReferenceOperation { Local: var local } && Same(local, reference.Local) && value is not null)
                        {
                            yield return value;
                        }
                    }

                    break;
                case IForEachLoopOperation loop when loop.Locals.Any(local => Same(local, reference.Local)):
                    yield return loop.Collection;
                    break;
            }
        }
    }

    /// <summary>The places that read the local.</summary>
    public static IEnumerable<ILocalReferenceOperation> Reads(IOperation inBody, ILocalSymbol local) =>
        Root(inBody).DescendantsAndSelf().OfType<ILocalReferenceOperation>()
            .Where(reference => Same(reference.Local, local) && !reference.IsDeclaration && !IsTarget(reference));

    /// <summary>
    /// The places behind the declaration that read the local. While one types, <c>var x = f(x);</c> stands there: whoever followed the
    /// local from read to read would not end.
    /// </summary>
    public static IEnumerable<ILocalReferenceOperation> ReadsBehind(IVariableInitializerOperation initializer, ILocalSymbol local) =>
        Reads(initializer, local).Where(read => read.Syntax.SpanStart >= initializer.Syntax.Span.End);

    /// <summary>
    /// The places that may read <paramref name="value"/> from the local that it was put into: not those in front of it, nor
    /// those behind a statement that gives the local another value on the same way.
    /// </summary>
    public static IEnumerable<ILocalReferenceOperation> ReadsOf(IOperation value, ILocalSymbol local)
    {
        IOperation root = Root(value);
        bool loops = root.Syntax.Span.Contains(value.Syntax.Span) && IsInLoop(value);
        var replacements = root.DescendantsAndSelf().OfType<ISimpleAssignmentOperation>()
            .Where(assignment => assignment.Target is ILocalReferenceOperation target
                && Same(target.Local, local)
                && !assignment.Syntax.Span.Contains(value.Syntax.Span)
                && assignment.Syntax.SpanStart > value.Syntax.SpanStart
                && assignment.Parent is IExpressionStatementOperation { Parent: IBlockOperation })
            .ToList();
        return Reads(value, local).Where(read =>
            (loops || read.Syntax.SpanStart >= value.Syntax.SpanStart)
            && !replacements.Any(replacement =>
                read.Syntax.SpanStart >= replacement.Syntax.Span.End
                && replacement.Parent!.Parent!.Syntax.Span.Contains(read.Syntax.Span)));
    }

    private static bool IsInLoop(IOperation operation)
    {
        for (IOperation? current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is ILoopOperation)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether the local and <paramref name="member"/> share elements: it is drawn from the member, stored in it, or stored
    /// as an element of it.
    /// </summary>
    public static bool IsPartOf(ILocalReferenceOperation reference, ISymbol member) =>
        ValuesOf(reference).Any(value => Mentions(value, member))
        || Reads(reference, reference.Local).Any(read => IsStoredIn(read, member));

    private static bool IsStoredIn(IOperation read, ISymbol member)
    {
        for (IOperation? current = read.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IAssignmentOperation assignment:
                    return Mentions(assignment.Target, member);
                case IInvocationOperation { Instance: { } instance } when Mentions(instance, member):
                    return true;
                case IBlockOperation:
                    return false;
            }
        }

        return false;
    }

    public static bool Mentions(IOperation operation, ISymbol member) =>
        operation.DescendantsAndSelf().Any(part =>
            part is IMemberReferenceOperation reference && Same(reference.Member.OriginalDefinition, member.OriginalDefinition));

    public static IOperation Root(IOperation operation)
    {
        IOperation current = operation;
        while (current.Parent is { } parent)
        {
            current = parent;
        }

        return current;
    }

    public static bool IsTarget(IOperation operation) =>
        operation.Parent switch
        {
            ICompoundAssignmentOperation => false,
            IAssignmentOperation assignment => assignment.Target == operation,
            ITupleOperation tuple => IsTarget(tuple),
            _ => false,
        };

    private static bool Same(ISymbol left, ISymbol right) => SymbolEqualityComparer.Default.Equals(left, right);
}
