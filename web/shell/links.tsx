import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Native = { readonly ref?: Ref<HTMLAnchorElement> };
type TextProps = AnchorProps & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof AnchorProps> & Native;
type PressedProps = ButtonProps & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof ButtonProps> & Native;

/** A link within a text, whose address the compiler checks. */
export const TextLink = createLink((props: TextProps) => <Anchor size="sm" {...props} />);

/** A link that looks like a button, because it begins something. */
export const ButtonLink = createLink((props: PressedProps) => <Button component="a" {...props} />);
