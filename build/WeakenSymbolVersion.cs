using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Copies a 64-bit little-endian ELF library and marks one symbol version that it requires as weak, so that the dynamic
/// linker no longer refuses the library where no such version exists.
/// </summary>
/// <remarks>
/// A C++ compiler of GCC 13 or later references <c>_ZSt21ios_base_library_initv@GLIBCXX_3.4.32</c> in every object that includes
/// <c>&lt;iostream&gt;</c>, only to make older libraries fail early. In libLibTorchSharp.so it has no relocation and is never
/// called. The field layouts are those of elf(5): Elf64_Ehdr, Elf64_Shdr, Elf64_Verneed and Elf64_Vernaux.
/// </remarks>
public class WeakenSymbolVersion : Task
{
    private const uint SectionTypeVersionNeeds = 0x6ffffffe; // SHT_GNU_verneed
    private const byte WeakFlag = 2; // VER_FLG_WEAK

    /// <summary>The libraries to copy; their metadata LoadableCopy is the path of the copy.</summary>
    [Required]
    public ITaskItem[] Library { get; set; }

    /// <summary>The name of the symbol version, such as GLIBCXX_3.4.32.</summary>
    [Required]
    public string SymbolVersion { get; set; }

    public override bool Execute()
    {
        foreach (ITaskItem library in Library)
        {
            string copy = library.GetMetadata("LoadableCopy");
            byte[] image = File.ReadAllBytes(library.ItemSpec);
            if (Weaken(image))
            {
                Log.LogMessage(MessageImportance.High, "The host's libstdc++ has no {0}: made a loadable copy {1}", SymbolVersion, copy);
            }

            // A new file: the output folder may hold a hard link to the previous one.
            Directory.CreateDirectory(Path.GetDirectoryName(copy));
            File.Delete(copy);
            File.WriteAllBytes(copy, image);
        }

        return true;
    }

    private bool Weaken(byte[] image)
    {
        long sections = BitConverter.ToInt64(image, 0x28);
        int sectionSize = BitConverter.ToUInt16(image, 0x3A);
        int sectionCount = BitConverter.ToUInt16(image, 0x3C);
        bool found = false;

        for (int i = 0; i < sectionCount; i++)
        {
            int section = checked((int)(sections + i * sectionSize));
            if (BitConverter.ToUInt32(image, section + 4) == SectionTypeVersionNeeds)
            {
                uint stringSection = BitConverter.ToUInt32(image, section + 0x28);
                int strings = (int)BitConverter.ToInt64(image, checked((int)(sections + stringSection * sectionSize)) + 0x18);
                int needs = (int)BitConverter.ToInt64(image, section + 0x18);
                uint needCount = BitConverter.ToUInt32(image, section + 0x2C);
                found |= WeakenIn(image, needs, needCount, strings);
            }
        }

        return found;
    }

    private bool WeakenIn(byte[] image, int need, uint needCount, int strings)
    {
        bool found = false;

        for (; needCount > 0; needCount--)
        {
            int entry = need + (int)BitConverter.ToUInt32(image, need + 8);
            for (int entries = BitConverter.ToUInt16(image, need + 2); entries > 0; entries--)
            {
                if (ReadString(image, strings + (int)BitConverter.ToUInt32(image, entry + 8)) == SymbolVersion)
                {
                    image[entry + 4] |= WeakFlag;
                    found = true;
                }

                entry += (int)BitConverter.ToUInt32(image, entry + 12);
            }

            need += (int)BitConverter.ToUInt32(image, need + 12);
        }

        return found;
    }

    private static string ReadString(byte[] image, int start) =>
        Encoding.ASCII.GetString(image, start, Array.IndexOf(image, (byte)0, start) - start);
}
