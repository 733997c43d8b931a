// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.contacts;

import dev.hubbub.moderation.text.Span;
import dev.hubbub.moderation.text.Tokens;
import java.util.ArrayList;
import java.util.List;

/** Finds telephone numbers. Numbers follow each other: each token is part of one at most. */
final class PhoneFinder {
    private final Tokens tokens;
    private final List<Span> found = new ArrayList<>();

    private PhoneFinder(Tokens tokens) {
        this.tokens = tokens;
    }

    static List<Span> find(Tokens tokens) {
        PhoneFinder finder = new PhoneFinder(tokens);
        for (int at = 0; at < tokens.size(); ) {
            int date = Dates.length(tokens, at);
            if (date > 0 || !NumberReader.begins(tokens, at)) {
                at += Math.max(1, date);
            } else {
                List<NumberGroup> groups = NumberReader.read(tokens, at);
                finder.judge(groups);
                at = groups.get(groups.size() - 1).to();
            }
        }
        return finder.found;
    }

    /** A number with words at its ends may be one without them; one that is too long may be several. */
    private void judge(List<NumberGroup> groups) {
        int from = 0;
        int to = groups.size();
        while (from < to && groups.get(from).isSpoken()) {
            from++;
        }
        while (to > from && groups.get(to - 1).isSpoken()) {
            to--;
        }
        if (add(groups.subList(from, to)) || add(groups)) {
            return;
        }
        if (groups.size() > 1) {
            groups.forEach(group -> add(List.of(group)));
        }
    }

    private boolean add(List<NumberGroup> groups) {
        if (groups.isEmpty()) {
            return false;
        }
        int from = groups.get(0).from();
        int to = groups.get(groups.size() - 1).to();
        boolean isPhone = PhoneRules.isPhone(groups, NumberContext.of(tokens, from, to));
        if (isPhone) {
            found.add(tokens.span(NumberContext.start(tokens, from, to), to));
        }
        return isPhone;
    }
}
