using System;
using System.Collections.Generic;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Reading;

/// <summary>A <see cref="StateWalk"/> in one call, for what runs seldom.</summary>
internal static class ModuleWalk
{
    /// <summary>Calls <paramref name="visit"/> with each module and the prefix of its keys, a parent before its children.</summary>
    /// <exception cref="InvalidOperationException">A module is registered below itself.</exception>
    public static void Visit(torch.nn.Module root, bool recurse, Action<torch.nn.Module, string> visit) =>
        new Modules(visit).Run(root, recurse);

    /// <summary>The parameters of the module alone.</summary>
    public static IReadOnlyList<(string Name, Parameter Parameter)> Parameters(torch.nn.Module module)
    {
        var walk = new Tensors(includeNonPersistent: false);
        walk.Run(module, recurse: false);
        return walk.Parameters;
    }

    /// <summary>The buffers of the module alone.</summary>
    public static IReadOnlyList<(string Name, torch.Tensor Buffer)> Buffers(torch.nn.Module module, bool includeNonPersistent)
    {
        var walk = new Tensors(includeNonPersistent);
        walk.Run(module, recurse: false);
        return walk.Buffers;
    }

    /// <summary>The entries of the state_dict, the disposed ones too: a tied tensor has one under each of its keys.</summary>
    public static List<(string Key, torch.Tensor Tensor)> StateEntries(torch.nn.Module root)
    {
        var walk = new Entries();
        walk.Run(root);
        return walk.Found;
    }

    /// <summary>Where <paramref name="tensor"/> is found first, disposed or not.</summary>
    /// <returns>Its dotted key.</returns>
    public static string? Find(torch.nn.Module root, torch.Tensor tensor)
    {
        var search = new Search(tensor);
        search.Run(root);
        return search.Found;
    }

    private sealed class Search(torch.Tensor wanted) : StateWalk
    {
        public string? Found { get; private set; }

        protected override bool ReadsNonPersistent => true;

        protected override void Parameter(string name, Parameter parameter) => Compare(name, parameter);

        protected override void Buffer(string name, torch.Tensor buffer, bool persistent) => Compare(name, buffer);

        private void Compare(string name, torch.Tensor tensor)
        {
            if (Found is null && ReferenceEquals(tensor, wanted))
            {
                Found = Prefix + name;
            }
        }
    }

    private sealed class Modules(Action<torch.nn.Module, string> visit) : StateWalk
    {
        protected override bool ReadsParameters => false;

        protected override bool ReadsBuffers => false;

        protected override bool Enter(torch.nn.Module module)
        {
            visit(module, Prefix);
            return true;
        }
    }

    private sealed class Entries : StateWalk
    {
        public List<(string Key, torch.Tensor Tensor)> Found { get; } = [];

        protected override void Parameter(string name, Parameter parameter) => Found.Add((Prefix + name, parameter));

        protected override void Buffer(string name, torch.Tensor buffer, bool persistent)
        {
            if (persistent)
            {
                Found.Add((Prefix + name, buffer));
            }
        }
    }

    private sealed class Tensors(bool includeNonPersistent) : StateWalk
    {
        public List<(string Name, Parameter Parameter)> Parameters { get; } = [];

        public List<(string Name, torch.Tensor Buffer)> Buffers { get; } = [];

        protected override bool ReadsNonPersistent => includeNonPersistent;

        protected override void Parameter(string name, Parameter parameter) => Parameters.Add((name, parameter));

        protected override void Buffer(string name, torch.Tensor buffer, bool persistent)
        {
            if (persistent || includeNonPersistent)
            {
                Buffers.Add((name, buffer));
            }
        }
    }
}
