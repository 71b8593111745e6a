using System.Runtime.CompilerServices;
using TorchSharp.Generators.Pictures;

// What README shows is what samples and rules say: this runs them, and draws their output.
string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));
string pictures = Path.Combine(root, "docs", "pictures");
Directory.CreateDirectory(pictures);

(string tree, string summary) = SampleOutput.Of(Path.Combine(root, "samples", "MiniGpt"));
Write("tree.svg", TextPicture.Draw(tree));
Write("summary.svg", TextPicture.Draw(summary));
Write("light-bulb.svg", EditorPicture.Draw(await LightBulb.OfAsync(LightBulb.Attention)));
File.WriteAllBytes(Path.Combine(pictures, "icon.png"), Icon.Draw());

void Write(string name, string svg) => File.WriteAllText(Path.Combine(pictures, name), svg);

static string Here([CallerFilePath] string path = "") => path;
