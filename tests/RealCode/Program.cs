using TorchSharp.Generators.Tests.RealCode;

return Runner.Run(args, Console.Out, Console.Error);
