using System.Collections;
using System.Globalization;
using TorchSharp.Generators.StateModel.Tests.Classes;
using TorchSharp.Generators.StateModel.Tests.Compiling;
using TorchSharp.Generators.StateModel.Tests.Drafts;
using TorchSharp.Generators.StateModel.Tests.Model;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.StateModel.Tests.Driving;

/// <summary>Arrays, lists and dictionaries that get, lose and exchange elements.</summary>
internal static class Collections
{
    public static void Edit(World world, OperationDraft draft)
    {
        (string Path, ModelCollection Collection)[] all =
            [.. world.Members.SelectMany(member => In(member.Slot, $"{world.PathOf(member.Module)}.{member.Slot.Member!.Name}"))];
        if (all.Length == 0)
        {
            return;
        }

        (string path, ModelCollection collection) = all[draft.A % all.Length];
        (object? model, object? real, string text) = draft.B % 8 == 0 ? (null, null, "null") : NewElement(world, collection, draft.B);
        int index = collection.Elements.Count == 0 ? 0 : draft.C % collection.Elements.Count;
        switch (collection.Real)
        {
            case Array array when collection.Elements.Count > 0:
                world.Note($"{path}[{index}] = {text};");
                array.SetValue(real, index);
                collection.Elements[index].Value = model;
                break;
            case IDictionary dictionary:
                EditDictionary(world, collection, dictionary, path, draft.C, model, real, text);
                break;
            case IList list when collection.Real is not Array:
                EditList(world, collection, list, path, draft.C, index, model, real, text);
                break;
        }
    }

    /// <summary>
    /// A <c>ModuleList</c> or <c>ModuleDict</c> that declared members alone hold. One that a hand-written class holds as well
    /// stays there as TorchSharp registered it, unless a declared member had it at a read in between.
    /// </summary>
    public static void EditStock(World world, OperationDraft draft)
    {
        HashSet<object?> reflected = [.. world.AllModules.SelectMany(static module => module.Slots)
            .Where(static slot => slot.Owner is { IsGenerated: false })
            .Select(static slot => slot.Value)];
        (ModelModule Module, Slot Slot)[] members = [.. world.Members.Where(member =>
            member.Slot is { IsRegistered: true,
                Value: ModelModule { Type: { Class: null, Stock: StockKind.ModuleList or StockKind.ModuleDict } } }
            && !reflected.Contains(member.Slot.Value))];
        if (members.Length == 0)
        {
            return;
        }

        (ModelModule module, Slot slot) = members[draft.A % members.Length];
        var container = (ModelModule)slot.Value!;
        string path = $"{world.PathOf(module)}.{slot.Member!.Name}";
        ModelModule added = ModelModule.Create(ModuleType.Linear(1 + (draft.B % 50)));
        var real = (Module<Tensor, Tensor>)world.New(added);
        switch (container.Real)
        {
            case ModuleList<Module<Tensor, Tensor>> list when draft.C % 2 == 0 || list.Count == 0:
                world.Note($"{path}.Add(new Linear());");
                list.Add(real);
                container.Slots.Add(new Slot($"{list.Count - 1}", MemberKind.Module) { Value = added });
                break;
            case ModuleList<Module<Tensor, Tensor>> list:
                world.Note($"{path}.RemoveAt({list.Count - 1});");
                list.RemoveAt(list.Count - 1);
                container.Slots.RemoveAt(container.Slots.Count - 1);
                break;
            case ModuleDict<Module<Tensor, Tensor>> dictionary:
                string key = $"added{container.Slots.Count}";
                world.Note($"{path}.Add(\"{key}\", new Linear());");
                dictionary.Add((key, real));
                container.Slots.Add(new Slot(key, MemberKind.Module) { Value = added });
                break;
        }
    }

    private static void EditDictionary(
        World world, ModelCollection collection, IDictionary dictionary, string path, int die, object? model, object? real, string text)
    {
        CollectionLevel level = collection.Level;
        if (collection.Elements.Count > 0 && die % 3 == 0)
        {
            Slot element = collection.Elements[die / 3 % collection.Elements.Count];
            world.Note($"{path}[{ClassRenderer.Literal(element.Key, level.Keys)}] = {text};");
            dictionary[KeyOf(element.Key, level.Keys)] = real;
            element.Value = model;
        }
        else if (collection.Elements.Count > 0 && die % 3 == 1)
        {
            // The last one: a Dictionary gives the place of any other to the next that is added.
            Slot element = collection.Elements[^1];
            world.Note($"{path}.Remove({ClassRenderer.Literal(element.Key, level.Keys)});");
            dictionary.Remove(KeyOf(element.Key, level.Keys));
            collection.Elements.Remove(element);
        }
        else if (collection.Elements.Count < 10)
        {
            string key = level.NewKey(collection.Elements.Count);
            world.Note($"{path}.Add({ClassRenderer.Literal(key, level.Keys)}, {text});");
            dictionary.Add(KeyOf(key, level.Keys), real);
            collection.Add(model, key);
        }
    }

    private static object KeyOf(string key, KeyKind kind) => kind switch
    {
        KeyKind.String => key,
        KeyKind.Number => int.Parse(key, CultureInfo.InvariantCulture),
        _ => Enum.Parse<Place>(key),
    };

    private static void EditList(
        World world, ModelCollection collection, IList list, string path, int die, int index, object? model, object? real, string text)
    {
        bool isEmpty = collection.Elements.Count == 0;
        switch (die % 5)
        {
            case 0 when !isEmpty:
                world.Note($"{path}[{index}] = {text};");
                list[index] = real;
                collection.Elements[index].Value = model;
                break;
            case 1 when !isEmpty:
                world.Note($"{path}.RemoveAt({index});");
                list.RemoveAt(index);
                collection.Elements.RemoveAt(index);
                break;
            case 2:
                world.Note($"{path}.Insert({index}, {text});");
                list.Insert(index, real);
                collection.Elements.Insert(index, new Slot("", collection.Member.Kind) { Member = collection.Member, Value = model });
                break;
            case 3 when !isEmpty:
                world.Note($"{path}.Add({path}[{index}]);");
                list.Add(list[index]);
                collection.Add(collection.Elements[index].Value);
                break;
            default:
                world.Note($"{path}.Add({text});");
                list.Add(real);
                collection.Add(model);
                break;
        }

        collection.Renumber();
    }

    /// <summary>The collection in a slot, and those in it.</summary>
    private static IEnumerable<(string Path, ModelCollection Collection)> In(Slot slot, string path) =>
        slot.Value is ModelCollection collection
        ? collection.Elements.SelectMany(element => In(element, $"{path}[{element.Key}]")).Prepend((path, collection))
        : [];

    private static (object Model, object Real, string Text) NewElement(World world, ModelCollection collection, int die)
    {
        if (collection.HoldsCollections)
        {
            return NewCollection(world, collection, die);
        }

        MemberKind kind = collection.Member.Kind;
        if (kind != MemberKind.Module)
        {
            (ModelTensor tensor, Tensor real, string text) = Assignments.NewTensor(kind, die);
            tensor.Real = real;
            return (tensor, real, text);
        }

        ModelModule module = ModelModule.Create(ModuleType.Linear(1 + (die % 50)));
        return (module, world.New(module), "new Linear()");
    }

    private static (object Model, object Real, string Text) NewCollection(World world, ModelCollection outer, int die)
    {
        ModelCollection collection = outer.NewInner();
        Type type = ElementTypeOf(outer.Real!.GetType());
        int count = die / 8 % 3;
        collection.Real = type.IsArray ? Array.CreateInstance(type.GetElementType()!, count) : Activator.CreateInstance(type)!;
        List<string> texts = [];
        for (int i = 0; i < count; i++)
        {
            (object model, object real, string text) = NewElement(world, collection, die + (17 * i));
            collection.Add(model);
            texts.Add(text);
            switch (collection.Real)
            {
                case Array array:
                    array.SetValue(real, i);
                    break;
                case IDictionary dictionary:
                    dictionary.Add(KeyOf(collection.Elements[i].Key, collection.Level.Keys), real);
                    break;
                case IList list:
                    list.Add(real);
                    break;
            }
        }

        return (collection, collection.Real, $"[{string.Join(", ", texts)}]");
    }

    private static Type ElementTypeOf(Type type) => type.GetElementType() ?? type.GetGenericArguments()[^1];
}
