using TorchSharp;

Console.WriteLine(torch.ones(2).ToString(TensorStringStyle.Numpy));
