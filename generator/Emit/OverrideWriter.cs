using TorchSharp.Generators.SourceGeneration.Model;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.SourceGeneration.Emit;

/// <summary>
/// Writes the members of <c>torch.nn.Module</c> that the first generated class of a chain overrides. Each hands its call
/// to the runtime; what is not here (<c>train</c>, <c>zero_grad</c>, <c>Dispose</c>, ...) asks these.
/// </summary>
internal static class OverrideWriter
{
    public static void Write(SourceWriter writer, StateSpec spec)
    {
        string baseChildren = spec.Base == BaseKind.HandWritten ? ", base.named_children" : "";
        string list = RuntimeNames.Collections;

        writer.WriteLine(
            $$"""
            private {{RuntimeNames.ModuleState}}? {{GeneratedNames.State}};

            private {{RuntimeNames.ModuleState}} {{GeneratedNames.StateProperty}} =>
                {{GeneratedNames.State}} ??= new {{RuntimeNames.ModuleState}}(
                    this, _internal_params, _internal_buffers, _internal_submodules{{baseChildren}});

            {{RuntimeNames.ModuleRegistry}} {{RuntimeNames.StatefulModule}}.State =>
                {{GeneratedNames.StateProperty}};

            void {{RuntimeNames.StatefulModule}}.VisitState(
                {{RuntimeNames.StateVisitor}} visitor) =>
                {{GeneratedNames.VisitState}}(visitor);

            void {{RuntimeNames.StatefulModule}}.RegisterByReflection() => base.RegisterComponents();

            void {{RuntimeNames.StatefulModule}}.OnMoved({{RuntimeNames.Device}} device) =>
                (_deviceType, _deviceIndex) = (device.type, device.index);

            // TorchSharp asks this in the base constructor, after the field initializers:
            // the first moment at which state can be registered.
            protected override (string name, {{RuntimeNames.Parameter}} parameter)[] _named_parameters() =>
                __State.RegisterInitialized();

            protected override void RegisterComponents() => __State.Register();

            protected override {{RuntimeNames.Module}} _to(
                {{RuntimeNames.Device}} device, {{RuntimeNames.ScalarType}} dtype, bool non_blocking) =>
                __State.To(device, dtype, non_blocking);

            protected override {{RuntimeNames.Module}} _to(
                global::TorchSharp.DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                __State.To(deviceType, deviceIndex, non_blocking);

            protected override {{RuntimeNames.Module}} _to({{RuntimeNames.ScalarType}} dtype, bool non_blocking) =>
                __State.To(dtype, non_blocking);

            public override void register_buffer(string name, {{RuntimeNames.Tensor}} tensor, bool persistent = true)
            {
                __State.RefuseDeclared(name);
                base.register_buffer(name, tensor, persistent);
            }

            public override void register_parameter(string name, {{RuntimeNames.Parameter}} param)
            {
                __State.RefuseDeclared(name);
                base.register_parameter(name, param);
            }

            public override void register_module(string name, {{RuntimeNames.Module}} submodule)
            {
                __State.RefuseDeclared(name);
                base.register_module(name, submodule);
            }

            public override {{RuntimeNames.Module}} apply(global::System.Action<{{RuntimeNames.Module}}> fn) =>
                __State.Apply(fn);

            public override {{list}}.IEnumerable<
                (string name, {{RuntimeNames.Parameter}} parameter)>
                named_parameters(bool recurse = true) =>
                __State.NamedParameters(recurse);

            public override {{list}}.IEnumerable<
                (string name, {{RuntimeNames.Tensor}} buffer)>
                named_buffers(bool recurse = true, bool include_nonpersistent = true) =>
                __State.NamedBuffers(recurse, include_nonpersistent);

            public override {{list}}.IEnumerable<
                (string name, {{RuntimeNames.Module}} module)>
                named_children() =>
                __State.NamedChildren();

            public override {{list}}.IEnumerable<
                (string name, {{RuntimeNames.Module}} module)>
                named_modules() =>
                __State.NamedModules();

            public override {{list}}.Dictionary<string, {{RuntimeNames.Tensor}}> state_dict(
                {{list}}.Dictionary<string, {{RuntimeNames.Tensor}}>? destination = null,
                string? prefix = null) =>
                __State.StateDict(destination, prefix);

            public override (
                {{list}}.IList<string> missing_keys,
                {{list}}.IList<string> unexpected_keyes)
                load_state_dict(
                    {{list}}.Dictionary<string, {{RuntimeNames.Tensor}}> source,
                    bool strict = true,
                    {{list}}.IList<string>? skip = null) =>
                __State.LoadStateDict(source, strict, skip);

            public override {{RuntimeNames.Module}} load(
                global::System.IO.BinaryReader reader,
                bool strict = true,
                {{list}}.IList<string>? skip = null,
                {{list}}.Dictionary<string, bool>? loadedParameters = null) =>
                __State.Load(reader, strict, skip, loadedParameters);

            public override bool has_buffer(string target) => __State.HasBuffer(target);

            public override {{RuntimeNames.Tensor}}? get_buffer(string target) => __State.GetBuffer(target);

            public override bool has_parameter(string target) => __State.HasParameter(target);

            public override {{RuntimeNames.Parameter}}? get_parameter(string target) => __State.GetParameter(target);

            /// <summary>
            /// Builds the buffers that name a recipe (<c>[Buffer(Init = ...)]</c>) anew, on the module's device:
            /// its own and its children's.
            /// </summary>
            public void reset_buffers() => __State.ResetBuffers();
            """);

        if (spec.PrintsTree)
        {
            writer.WriteLine();
            writer.WriteLine("/// <summary>The tree of modules, as PyTorch prints it.</summary>");
            writer.WriteLine("public override string ToString() => __State.Print();");
        }

        if (spec.HidesSave)
        {
            WriteSave(writer);
        }
    }

    private static void WriteSave(SourceWriter writer)
    {
        string skip = $"{RuntimeNames.Collections}.IList<string>? skip = null";

        writer.WriteLine();
        writer.WriteLine(
            $$"""
            // Not virtual in TorchSharp, which saves no tensor that is not contiguous.
            public new {{RuntimeNames.Module}} save(
                string location, {{skip}}) =>
                __State.Save(location, skip);

            public new {{RuntimeNames.Module}} save(
                global::System.IO.BinaryWriter writer, {{skip}}) =>
                __State.Save(writer, skip);

            public new {{RuntimeNames.Module}} save(
                global::System.IO.Stream stream, {{skip}}) =>
                __State.Save(stream, skip);
            """);
    }
}
