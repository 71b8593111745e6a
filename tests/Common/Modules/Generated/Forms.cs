#nullable disable
using System;
using System.Collections.Generic;
using TorchSharp.Generators;
using nn = TorchSharp.torch.nn;
using Tensor = TorchSharp.torch.Tensor;

namespace Typed
{
    namespace Forms
    {
        #region parts
        public partial class Parts : nn.Module<Tensor, Tensor>
        {
#if NEVER
            [Buffer] private Tensor never;
#else
            [Buffer] private Tensor /* between */ always;
#endif
            public Parts() : base("parts") { always = TorchSharp.torch.ones(1); }
        }
        #endregion

        partial class Parts
        {
            [Parameter] internal TorchSharp.Modules.Parameter @class { get; set; }
            [Submodule("größe")] private readonly TorchSharp.Modules.Linear größe = nn.Linear(1, 1);
            public override Tensor forward(Tensor x) => größe.forward(x) + always;
        }

        public abstract partial class Base<TSelf> : nn.Module where TSelf : Base<TSelf>
        {
            protected Base(string name) : base(name) { }
            [Buffer] public virtual Tensor Mask { get; set; }
            [Submodule] public TSelf next;
        }

        public sealed partial class Derived : Base<Derived>, IEquatable<Derived>
        {
            public Derived() : base("derived") { }
            [Buffer] public override Tensor Mask { get; set; }
            [Buffer("inner")] public new Tensor next { get; protected set; }
            public bool Equals(Derived other) => ReferenceEquals(this, other);
            public void Step(Func<Tensor, Tensor> change) { Mask = change(Mask); next = next is null ? Mask : next.add(1); }
        }

        public partial record struct Holder(int Size)
        {
            private partial interface IHidden { partial class Model : nn.Module { public Model() : base("m") { } [Buffer] Tensor a, b = TorchSharp.torch.ones(1); } }
        }
    }
}
