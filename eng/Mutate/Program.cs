using TorchSharp.Generators.Mutate;

try
{
    Options options = Options.Parse(args);
    if (options.Help)
    {
        Console.Write(Options.Usage);
        return 0;
    }

    return Session.Run(options, Console.Out);
}
catch (MutateException exception)
{
    Console.Error.WriteLine($"error: {exception.Message}");
    return 2;
}
