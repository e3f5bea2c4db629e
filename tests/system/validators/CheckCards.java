import ezvcard.VCard;
import ezvcard.ValidationWarnings;
import ezvcard.io.text.VCardReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** ez-vcard's opinion of the vCard files named on the command line: a line for each complaint, and status 1 if any. */
public final class CheckCards {
    public static void main(String[] files) throws IOException {
        boolean complained = false;
        for (String file : files) {
            int cards = 0;
            try (VCardReader reader = new VCardReader(Files.newBufferedReader(Path.of(file)))) {
                for (VCard card = reader.readNext(); card != null; card = reader.readNext()) {
                    cards++;
                    for (Object warning : reader.getWarnings()) {
                        complained = complain(file, "read: " + warning);
                    }
                    ValidationWarnings warnings = card.validate(card.getVersion());
                    if (!warnings.isEmpty()) {
                        complained = complain(file, warnings.toString().strip().replace("\n", "; "));
                    }
                }
            }
            if (cards == 0) {
                complained = complain(file, "no vCard in it");
            }
        }
        System.exit(complained ? 1 : 0);
    }

    private static boolean complain(String file, String what) {
        System.out.println(file + ": " + what);
        return true;
    }
}
