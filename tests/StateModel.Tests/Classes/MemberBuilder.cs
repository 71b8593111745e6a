using TorchSharp.Generators.StateModel.Tests.Drafts;
using static TorchSharp.torch;

namespace TorchSharp.Generators.StateModel.Tests.Classes;

/// <summary>Makes the members of one class from their drafts.</summary>
internal sealed class MemberBuilder(ClassSpec owner, int classIndex, ClassSpec[] below)
{
    private static readonly ScalarType[] s_parameterTypes =
        [ScalarType.Float32, ScalarType.Float32, ScalarType.Float32, ScalarType.Float64, ScalarType.Float16];

    private static readonly ScalarType[] s_bufferTypes =
        [
            ScalarType.Float32, ScalarType.Float32, ScalarType.Float64, ScalarType.Int64, ScalarType.Bool, ScalarType.Float16,
            ScalarType.BFloat16
        ];

    private static readonly long[][] s_shapes = [[2], [2, 3], [1], []];

    public MemberSpec Build(MemberDraft draft, int budget)
    {
        MemberKind kind = (draft.Kind % 10) switch { < 3 => MemberKind.Parameter, < 7 => MemberKind.Buffer, _ => MemberKind.Module };
        CollectionLevel[] levels = owner.IsGenerated ? [.. Levels(draft)] : [];
        bool isSingle = levels.Length == 0;
        bool isRegistered = !owner.IsGenerated || !isSingle || draft.Options / 128 % 7 != 0;
        MemberForm form = Form(draft, kind, isSingle, isRegistered);
        bool isBuffer = kind == MemberKind.Buffer && owner.IsGenerated && isRegistered;
        int count = 0;
        CollectionElement[] elements = isSingle ? [] : Elements(levels.Length, draft.Shape / 9 % 4, ref count);
        count = isSingle ? 1 : count;
        string name = Names.Member(draft.Naming, classIndex, owner.Members.Count);
        string? explicitKey = owner.IsGenerated && isRegistered && draft.Naming / 8 % 5 < 2
            ? $"key_{(char)('a' + classIndex)}{owner.Members.Count}"
            : null;
        bool isNullable = owner.IsGenerated && draft.Options % 2 == 0 && form != MemberForm.ReadOnly;
        MemberSpec? tiedTo = isSingle && form != MemberForm.ReadOnly && draft.Initial / 4 % 5 == 0 ? Tie(kind, draft) : null;

        return new MemberSpec
        {
            Name = name,
            Key = explicitKey ?? (owner.IsSnakeCase ? Names.Snake(name) : name),
            ExplicitKey = explicitKey,
            UsesComponentName = form is MemberForm.Field or MemberForm.ReadOnly && draft.Naming / 8 % 5 == 1,
            Alias = owner.IsGenerated && isRegistered && draft.Naming / 40 % 3 == 0
                ? $"old_{(char)('a' + classIndex)}{owner.Members.Count}"
                : null,
            Kind = kind,
            Form = form,
            Levels = levels,
            IsNullable = isNullable,
            IsPersistent = !isBuffer || draft.Options / 2 % 3 != 0,
            KeepsDtype = isBuffer && draft.Options / 8 % 4 == 0,
            HasRecipe = isBuffer && isSingle && draft.Options / 32 % 4 == 0,
            IsRegistered = isRegistered,
            IsInterface = tiedTo?.IsInterface ?? (kind == MemberKind.Module && draft.Options / 2 % 3 == 0),
            Initial = HandWritten ?? Initial(draft, form, isNullable, tiedTo),
            TiedTo = tiedTo,
            Tensors = kind == MemberKind.Module
                ? []
                : [.. tiedTo?.Tensors ?? Enumerable.Range(0, count).Select(index => Tensor(draft, kind, index))],
            Modules = kind == MemberKind.Module ? [.. tiedTo?.Modules ?? Modules(draft, isSingle, count, budget)] : [],
            Elements = elements,
        };
    }

    /// <summary>The last member of a generic class.</summary>
    public MemberSpec OfTypeParameter() => new()
    {
        Name = $"inner{(char)('A' + classIndex)}",
        Key = owner.IsSnakeCase ? $"inner_{(char)('a' + classIndex)}" : $"inner{(char)('A' + classIndex)}",
        Kind = MemberKind.Module,
        Form = MemberForm.Field,
        Initial = InitialValue.Initializer,
        IsTypeParameter = true,
    };

    /// <summary>
    /// Where the members of a hand-written class get their values, if somebody registers before its constructor ends: what
    /// it assigns after the last registration is not state, as in TorchSharp.
    /// </summary>
    private InitialValue? HandWritten =>
        owner.IsGenerated
        || (owner.Registering is Registering.Never or Registering.Late
            && owner.Chain.SkipLast(1).All(static type => type.Registering == Registering.Never)) ? null
        : owner.Registering is Registering.Late or Registering.EarlyAndLate ? InitialValue.ConstructorBody
        : InitialValue.Initializer;

    /// <summary>One collection in three holds others, one of these in three others again.</summary>
    private static IEnumerable<CollectionLevel> Levels(MemberDraft draft)
    {
        int depth = draft.Shape % 9 > 2 ? 0 : draft.Shape / 36 % 3 != 2 ? 1 : draft.Shape / 108 % 3 != 2 ? 2 : 3;
        for (int level = 0; level < depth; level++)
        {
            yield return new CollectionLevel(
                (CollectionShape)((draft.Shape + (level * (draft.Shape / 324))) % 3), (KeyKind)((draft.Options + level) % 3));
        }
    }

    private static CollectionElement[] Elements(int depth, int count, ref int leaves)
    {
        var elements = new CollectionElement[count];
        for (int i = 0; i < count; i++)
        {
            elements[i] = depth > 1
                ? new CollectionElement(-1, Elements(depth - 1, (count + i) % 3, ref leaves))
                : new CollectionElement(leaves++, null);
        }

        return elements;
    }

    private MemberForm Form(MemberDraft draft, MemberKind kind, bool isSingle, bool isRegistered)
    {
        MemberForm form = owner.IsGenerated ? (MemberForm)(draft.Form % 4) : MemberForm.Field;
        return form == MemberForm.ReadOnly && kind != MemberKind.Module && isSingle ? MemberForm.Field
            : form == MemberForm.PartialProperty && (!isSingle || !isRegistered) ? MemberForm.AutoProperty
            : form;
    }

    private static InitialValue Initial(MemberDraft draft, MemberForm form, bool isNullable, MemberSpec? tiedTo) =>
        tiedTo is not null ? InitialValue.ConstructorBody
        : (draft.Initial % 4) switch
        {
            1 or 2 => InitialValue.ConstructorBody,
            3 when isNullable => InitialValue.Null,
            _ when form == MemberForm.PartialProperty => InitialValue.ConstructorBody,
            _ => InitialValue.Initializer,
        };

    /// <summary>A tie within the class: the two members are one tensor, or one module, from the constructor on.</summary>
    private MemberSpec? Tie(MemberKind kind, MemberDraft draft)
    {
        MemberSpec[] others = [
            .. owner.Members.Where(other =>
            other.Kind == kind && !other.IsCollection && other.Initial != InitialValue.Null && !other.IsTypeParameter && other.IsRegistered)
        ];
        return others.Length == 0 || !owner.IsGenerated ? null : others[draft.Initial / 20 % others.Length];
    }

    private static TensorSpec Tensor(MemberDraft draft, MemberKind kind, int index)
    {
        ScalarType[] types = kind == MemberKind.Parameter ? s_parameterTypes : s_bufferTypes;
        return new TensorSpec(
            types[(draft.Type + index) % types.Length],
            s_shapes[(draft.Type / 7 + index) % s_shapes.Length],
            1 + ((draft.Type + (11 * index)) % 50));
    }

    private IEnumerable<ModuleType> Modules(MemberDraft draft, bool isSingle, int count, int budget)
    {
        for (int i = 0; i < count; i++)
        {
            ModuleType type = Module(draft.Type + (7 * i), isSingle);
            type = type.Size > budget ? ModuleType.Linear(1 + (draft.Type % 50)) : type;
            budget -= type.Size;
            yield return type;
        }
    }

    private ModuleType Module(int die, bool isSingle)
    {
        int seed = 1 + (die % 50);
        return (die % 10) switch
        {
            1 => new ModuleType(null, die / 10 % 2 == 0 ? StockKind.Embedding : StockKind.Refuser, [], seed),
            2 => new ModuleType(null, StockKind.BatchNorm, [], seed),
            3 => new ModuleType(null, StockKind.Sequential, [ModuleType.Linear(seed), .. Below(die).Take(1)], seed),
            4 when isSingle => new ModuleType(null, StockKind.ModuleList, [ModuleType.Linear(seed), .. Below(die).Take(1)], seed),
            // TorchSharp cannot move a hand-written module that holds a ModuleDict at all.
            5 when isSingle && owner.IsGenerated =>
                new ModuleType(null, StockKind.ModuleDict, [ModuleType.Linear(seed), .. Below(die).Take(1)], seed),
            > 5 => Below(die).FirstOrDefault() ?? ModuleType.Linear(seed),
            _ => ModuleType.Linear(seed),
        };
    }

    private IEnumerable<ModuleType> Below(int die)
    {
        ClassSpec[] types = [.. below.Where(static type => type.CanBeHeld)];
        return types.Length == 0 ? [] : [SpecBuilder.Close(types[die / 10 % types.Length], below, die)];
    }
}
