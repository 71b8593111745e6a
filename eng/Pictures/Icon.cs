using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace TorchSharp.Generators.Pictures;

/// <summary>The package's icon: a flame in the brackets of an attribute. Drawn here, so that it needs no tool.</summary>
internal static class Icon
{
    private const int Size = 128;
    private const int Samples = 4;

    private static readonly (byte R, byte G, byte B) s_ground = (0x1f, 0x2a, 0x44);
    private static readonly (byte R, byte G, byte B) s_bracket = (0xe8, 0xec, 0xf4);
    private static readonly (byte R, byte G, byte B) s_flame = (0xee, 0x6c, 0x2c);
    private static readonly (byte R, byte G, byte B) s_core = (0xff, 0xc8, 0x57);

    public static byte[] Draw()
    {
        using var rows = new MemoryStream();
        for (int y = 0; y < Size; y++)
        {
            rows.WriteByte(0); // no filter
            for (int x = 0; x < Size; x++)
            {
                rows.Write(Pixel(x, y));
            }
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(rows.ToArray());
        }

        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Size);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Size);
        (header[8], header[9]) = (8, 2); // eight bits, red green blue
        Chunk(png, "IHDR", header);
        Chunk(png, "IDAT", packed.ToArray());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private static byte[] Pixel(int x, int y)
    {
        (int r, int g, int b) = (0, 0, 0);
        for (int i = 0; i < Samples * Samples; i++)
        {
            (byte R, byte G, byte B) color = ColorAt(x + ((i % Samples) + 0.5) / Samples, y + ((i / Samples) + 0.5) / Samples);
            (r, g, b) = (r + color.R, g + color.G, b + color.B);
        }

        const int count = Samples * Samples;
        return [(byte)(r / count), (byte)(g / count), (byte)(b / count)];
    }

    private static (byte R, byte G, byte B) ColorAt(double x, double y)
    {
        double side = Math.Abs(x - (Size / 2.0));
        bool bracket = y is > 22 and < 106 && side is > 32 and < 51 && (side > 42 || y is < 31 or > 97);
        return bracket ? s_bracket
            : IsFlame(x, y, 22, 30, 100) ? (IsFlame(x, y, 11, 62, 96) ? s_core : s_flame)
            : s_ground;
    }

    /// <summary>A circle at the bottom that runs out into a point at the top.</summary>
    private static bool IsFlame(double x, double y, double radius, double top, double bottom)
    {
        double dx = Math.Abs(x - (Size / 2.0));
        double center = bottom - radius;
        return y >= center
            ? (dx * dx) + ((y - center) * (y - center)) <= radius * radius
            : y >= top && dx <= radius * Math.Sin(Math.PI / 2 * Math.Pow((y - top) / (center - top), 1.4));
    }

    private static void Chunk(Stream png, string type, byte[] data)
    {
        byte[] name = Encoding.ASCII.GetBytes(type);
        byte[] number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(name);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc([.. name, .. data]));
        png.Write(number);
    }

    private static uint Crc(byte[] data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : 0xedb88320u);
            }
        }

        return ~crc;
    }
}
