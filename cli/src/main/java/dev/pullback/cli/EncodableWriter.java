package dev.pullback.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Map;

/** Writes the signs of formulas in other words to a terminal whose encoding does not have them, as that of a bare system. */
final class EncodableWriter extends FilterWriter {

    private static final Map<Character, String> IN_OTHER_WORDS = Map.ofEntries(
            Map.entry('⊗', "(x)"),
            Map.entry('ᵀ', "'"),
            Map.entry('−', "-"),
            Map.entry('·', "*"),
            Map.entry('∇', "grad "),
            Map.entry('∂', "d"),
            Map.entry('σ', "sigma"),
            Map.entry('²', "^2"),
            Map.entry('½', "1/2"),
            Map.entry('→', "->"),
            Map.entry('…', ".."),
            Map.entry('≤', "<="),
            Map.entry('≥', ">="),
            Map.entry('≠', "!="),
            Map.entry('¬', "not "),
            Map.entry('∞', "inf"));

    private final CharsetEncoder encoder;

    EncodableWriter(Writer writer, Charset charset) {
        super(writer);
        this.encoder = charset.newEncoder();
    }

    @Override
    public void write(int character) throws IOException {
        char sign = (char) character;
        if (encoder.canEncode(sign) || Character.isSurrogate(sign)) {
            out.write(sign);
        } else if (sign >= '₀' && sign <= '₉') {
            out.write('0' + sign - '₀');
        } else {
            out.write(IN_OTHER_WORDS.getOrDefault(sign, "?"));
        }
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(text[i]);
        }
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        write(text.toCharArray(), offset, length);
    }
}
