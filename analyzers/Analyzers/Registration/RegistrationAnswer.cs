using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>Whether TorchSharp knows a member of a finished module.</summary>
internal abstract record RegistrationAnswer
{
    /// <summary>It moves with the module, and is saved if it is persistent.</summary>
    internal sealed record Registered(string Key, RegistrationRoute Route, bool Persistent) : RegistrationAnswer;

    /// <summary>It stays behind, whoever owns the module.</summary>
    internal sealed record NotRegistered(string Reason, SyntaxNode? Place) : RegistrationAnswer;

    /// <summary>It depends on a path, on the owner, or on code that cannot be seen: no rule speaks.</summary>
    internal sealed record Unknown : RegistrationAnswer
    {
        public static Unknown Instance { get; } = new();
    }
}
