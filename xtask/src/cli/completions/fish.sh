# Completes `cargo xtask` and `cargo teach` of this course. In ~/.config/fish/config.fish, or once in a shell, inside of
# the course:
#   cargo xtask completions fish | source
# What else `cargo` completes stays as it is.

function __many_hands
    set -l words (commandline -opc)
    test (count $words) -ge 2; and contains -- $words[2] xtask teach; or return
    set -l folder $PWD
    while test -n "$folder"; and not test -f "$folder/xtask/Cargo.toml"
        set folder (string replace -r '/[^/]*$' '' -- "$folder")
    end
    set -l target "$folder/target"
    set -q CARGO_TARGET_DIR; and set target $CARGO_TARGET_DIR
    # Before the runner is built for the first time nothing is offered: building it takes longer than anybody waits.
    test -x "$target/xtask/xtask"; or return
    set -l current (commandline -ct)
    "$target/xtask/xtask" completions -- $words[3..-1] "$current" 2>/dev/null
end

complete -c cargo -n 'test -n "$(__many_hands)"' -f -a '(__many_hands)'
