namespace TorchSharp.Generators.Runtime.Tests.Concurrency;

/// <summary>Threads that begin at once.</summary>
internal static class Readers
{
    public const int Count = 32;

    /// <summary>Fails with whatever any of the threads has thrown.</summary>
    /// <param name="work">Is given the number of its thread.</param>
    public static void Together(Action<int> work)
    {
        using var start = new Barrier(Count);
        List<Exception> errors = [];
        Thread[] threads =
        [
            .. Enumerable.Range(0, Count).Select(index => new Thread(() =>
            {
                start.SignalAndWait();
                try
                {
                    work(index);
                }
                catch (Exception error)
                {
                    lock (errors)
                    {
                        errors.Add(error);
                    }
                }
            })),
        ];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        Assert.Empty(errors);
    }
}
