namespace TorchSharp.Generators.StateModel.Tests.Drafts;

/// <summary>
/// One random case, as numbers: any draft makes valid classes and operations, and so does any draft with parts taken out,
/// which is how a failing one is made small.
/// </summary>
internal sealed record CaseDraft(ClassDraft[] Classes, OperationDraft[] Operations, bool InScope);

/// <param name="Base">Which of the classes after it is the base class, if any.</param>
/// <param name="HandWritten">Whether it is written by hand.</param>
/// <param name="Registering">What its constructor does beside assigning members.</param>
/// <param name="Generic">Whether it has a type parameter.</param>
/// <param name="SnakeCase">Whether it has a naming policy.</param>
/// <param name="Members">Its members.</param>
internal sealed record ClassDraft(int Base, bool HandWritten, int Registering, bool Generic, bool SnakeCase, MemberDraft[] Members);

internal sealed record MemberDraft(int Kind, int Form, int Shape, int Options, int Initial, int Type, int Naming);

/// <param name="Kind">What is done.</param>
/// <param name="A">The module or member it is done to.</param>
/// <param name="B">With what.</param>
/// <param name="C">Details.</param>
internal sealed record OperationDraft(int Kind, int A, int B, int C);
