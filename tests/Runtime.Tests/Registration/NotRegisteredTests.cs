using TorchSharp.Generators.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Registration;

/// <summary>What is not declared to be state is left alone, whatever its type.</summary>
public partial class NotRegisteredTests
{
    private sealed class HandWrittenStudent : Module
    {
        private readonly Module teacher;
        private readonly Tensor scratch = ones(1);
        private readonly object anything = ones(1);

        public HandWrittenStudent(Module teacher)
            : base(nameof(HandWrittenStudent))
        {
            this.teacher = teacher;
            RegisterComponents();
        }

        public object[] Held => [teacher, scratch, anything];
    }

    [Module]
    internal sealed partial class Student(Module teacher) : Module(nameof(Student))
    {
        private readonly Linear fc = Linear(1, 1, hasBias: false);
        [NotRegistered] private readonly Module teacher = teacher;
        [NotRegistered] public Parameter Frozen { get; set; } = Parameter(ones(1));
        public readonly Tensor Scratch = ones(1);
        public readonly object Anything = ones(1);

        public Module Teacher => teacher;
    }

    [Fact]
    public void A_teacher_is_not_trained_moved_saved_or_disposed_with_its_student_T47_T48()
    {
        using Linear teacher = Linear(1, 1, hasBias: false);
        using (var handWritten = new HandWrittenStudent(teacher))
        {
            Assert.Equal(["teacher.weight", "scratch", "anything"], handWritten.state_dict().Keys);
            Assert.Equal(["scratch", "anything"], handWritten.named_buffers().Select(buffer => buffer.Item1));
            Assert.Same(teacher.weight, Assert.Single(handWritten.parameters()));
            Assert.Equal(3, handWritten.Held.Length);
        }

        Assert.True(teacher.weight.IsInvalid);

        using Linear kept = Linear(1, 1, hasBias: false);
        using (var student = new Student(kept))
        {
            StateAssert.Keys(student, "fc.weight");
            student.to(ScalarType.Float64);
            student.eval();
            Assert.Same(kept, student.Teacher);
            Assert.True(kept.training);
            Assert.Equal(ScalarType.Float32, student.Frozen.dtype);
            Assert.Equal(ScalarType.Float32, student.Scratch.dtype);
        }

        Assert.Equal(ScalarType.Float32, kept.weight.dtype);
    }

    [Fact]
    public void A_plain_tensor_field_is_not_state_as_in_PyTorch()
    {
        using var student = new Student(Linear(1, 1));

        Assert.Empty(student.named_buffers(include_nonpersistent: true));
        Assert.False(student.has_buffer("Scratch"));
    }
}
